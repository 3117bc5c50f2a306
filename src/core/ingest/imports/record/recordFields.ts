/** What a column of a table can be mapped to, with the names that other tools give it. */
export const recordFields = {
  platform: ['platform', 'network', 'site', 'extractor_key', 'extractor'],
  id: ['id', 'videoid', 'postid', 'awemeid', 'mediaid', 'shortcode', 'content', 'itemid'],
  url: [
    ...['url', 'link', 'videourl', 'posturl', 'permalink', 'webvideourl', 'webpageurl', 'weburl'],
    ...['videolink', 'shareurl', 'postlink'],
  ],
  title: ['title', 'videotitle', 'name'],
  description: ['description', 'caption', 'text', 'desc', 'postcaption', 'videodescription'],
  tags: ['tags', 'hashtags', 'keywords'],
  channelId: ['channelid', 'authorid', 'userid', 'uploaderid', 'authormeta.id', 'author.id'],
  channelName: [
    ...['channel', 'channelname', 'author', 'username', 'creator', 'uploader', 'handle', 'user'],
    ...['authormeta.name', 'author.uniqueid', 'accountusername', 'ownerusername', 'channeltitle'],
    ...['account', 'authorname', 'creatorname', 'profile'],
  ],
  channelUrl: ['channelurl', 'authorurl', 'profileurl', 'uploaderurl', 'authormeta.profileurl'],
  followers: [
    ...['followers', 'followercount', 'subscribers', 'subscribercount', 'channelfollowercount'],
    ...['authormeta.fans', 'fans'],
  ],
  publishedAt: [
    ...[
      'publishedat',
      'published',
      'createtimeiso',
      'createtime',
      'uploaddate',
      'date',
      'postdate',
    ],
    ...['videopublishtime', 'timestamp', 'createdat', 'posted', 'publishtime', 'publishdate'],
    ...['dateposted', 'takenat'],
  ],
  durationSeconds: [
    ...['durationseconds', 'duration', 'length', 'videometa.duration', 'videoduration', 'seconds'],
  ],
  language: ['language', 'lang', 'textlanguage'],
  soundName: ['soundname', 'sound', 'music', 'musicname', 'musicmeta.musicname', 'audio', 'track'],
  transcript: ['transcript', 'speech', 'captions', 'subtitles', 'spoken', 'voicetotext'],
  onScreenText: ['onscreentext', 'screentext', 'ocr', 'stickertext'],
  observedAt: ['observedat', 'observed', 'scrapedat', 'fetchedat', 'collectedat', 'snapshot'],
  views: [
    ...['views', 'viewcount', 'playcount', 'plays', 'videoviews', 'videoplaycount', 'play'],
    ...['statsplaycount', 'stats.playcount', 'videoviewcount'],
  ],
  likes: ['likes', 'likecount', 'diggcount', 'likescount', 'hearts', 'stats.diggcount'],
  comments: ['comments', 'commentcount', 'commentscount', 'stats.commentcount', 'commentsadded'],
  shares: ['shares', 'sharecount', 'repostcount', 'stats.sharecount', 'sharescount', 'reposts'],
  saves: ['saves', 'savecount', 'collectcount', 'bookmarks', 'favorites', 'stats.collectcount'],
  products: ['products', 'product', 'brands', 'productname'],
} as const satisfies Record<string, readonly string[]>;

export type RecordField = keyof typeof recordFields;
export const recordFieldNames = Object.keys(recordFields).filter(isRecordField);

export function isRecordField(name: string): name is RecordField {
  return Object.hasOwn(recordFields, name);
}
