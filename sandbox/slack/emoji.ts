/** Those that a bot is likely to use; others stay as they are. */
const known: Record<string, string> = {
  arrow_forward: '▶️',
  bell: '🔔',
  black_square_for_stop: '⏹️',
  bulb: '💡',
  double_vertical_bar: '⏸️',
  grey_question: '❔',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  information_source: 'ℹ️',
  large_blue_circle: '🔵',
  large_green_circle: '🟢',
  large_orange_circle: '🟠',
  large_red_square: '🟥',
  large_yellow_circle: '🟡',
  lock: '🔒',
  no_entry: '⛔',
  question: '❓',
  red_circle: '🔴',
  repeat: '🔁',
  robot_face: '🤖',
  rotating_light: '🚨',
  satellite: '📡',
  speaker: '🔈',
  tv: '📺',
  warning: '⚠️',
  wave: '👋',
  white_check_mark: '✅',
  white_circle: '⚪',
  wrench: '🔧',
  x: '❌',
};

export function withEmoji(text: string): string {
  return text.replaceAll(/:([a-z0-9_+-]+):/g, (shortcode, name: string) => known[name] ?? shortcode);
}
