const SPEAKS_OF_RECOMMENDATIONS =
  /\b(?:recommend(?:ed|s|ation|ations)?|areas? (?:for|of) (?:improvement|development)|improvements? (?:are |is |were )?(?:needed|required)|(?:must|need to|should) improve|required to|asked (?:us|the|that))\b/i
const GOOD_PRACTICE =
  /\b(?:good practice|strengths?|positive|pleased|commend|looked at|considered the following)\b/i

/** 'The report also made some recommendations for improvement, including that:' opens the list that counts. */
export function isRecommendationCue(text: string): boolean {
  if (text.length > 500 || !/[:;–—-]$|\b(?:that|are|were|include|including|follows)$/i.test(text.trim()))
    return false
  return SPEAKS_OF_RECOMMENDATIONS.test(text) && !GOOD_PRACTICE.test(text)
}

/** 'including', 'some', 'such as': the list is not the whole of what the review recommends. */
export function announcesPart(text: string): boolean {
  return /\b(?:including|includes?|included|among(?:st)?|such as|for example|some (?:of|recommendations)|key|main|a number of)\b/i.test(
    text,
  )
}
