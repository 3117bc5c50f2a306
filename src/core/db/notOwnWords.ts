/**
 * For SQL, the kinds of chunk whose words are not the video's own: what others wrote below it, names of
 * things that a model saw, and whose mark it carries. They are found, and neither counted nor compared.
 */
export const notOwnWords = "('comment', 'seen', 'watermark')";
