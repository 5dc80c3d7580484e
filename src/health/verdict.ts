/** What a far side says of the bot's credentials; silent where it said nothing of them, or gave no answer at all. */
export type Verdict = 'accepted' | 'refused' | 'silent';
