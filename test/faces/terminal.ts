/** What must never come out of a reply's own text: control characters and marks that turn the order of a text. */
export const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters to look for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

// biome-ignore lint/suspicious/noControlCharactersInRegex: the one sequence that the renderer writes
const colours = /\u001b\[[\d;]+m/g

/** The text without the renderer's own colours. */
export function uncoloured(text: string): string {
  return text.replaceAll(colours, '')
}
