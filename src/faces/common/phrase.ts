/** The fixed words a message begins with: what was put into it stands after a colon, a bracket or a quote. */
export function phraseOf(message: string): string {
  const [words = ''] = /^[A-Za-z][A-Za-z ,.'-]{0,70}/.exec(message) ?? []
  return words.replace(/[^A-Za-z]+$/, '')
}
