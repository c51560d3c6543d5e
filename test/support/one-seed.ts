import fc from 'fast-check'

/**
 * Property tests run on one seed, so that a run on the same code says the same thing everywhere. `FC_SEED=12345 npm
 * test` looks elsewhere; what it finds becomes a test of its own.
 */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20261123) })
