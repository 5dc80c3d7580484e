/** The part of Block Kit that every workspace has. What was posted is checked first and has these shapes then. */

export type PlainText = { type: 'plain_text'; text: string; emoji?: boolean };
export type Mrkdwn = { type: 'mrkdwn'; text: string; verbatim?: boolean };
export type Text = PlainText | Mrkdwn;

export type Option = { text: Text; value: string; description?: Text; url?: string };
export type OptionGroup = { label: PlainText; options: Option[] };
export type Style = 'primary' | 'danger';
export type Confirm = { title: PlainText; text: Text; confirm: PlainText; deny: PlainText; style?: Style };
export type Image = { type: 'image'; image_url: string; alt_text: string };

type Named = { action_id: string };
type Choosing = Named & { placeholder?: PlainText; confirm?: Confirm; focus_on_load?: boolean };

export type Button = Named & {
  type: 'button';
  text: PlainText;
  value?: string;
  url?: string;
  style?: Style;
  confirm?: Confirm;
  accessibility_label?: string;
};
export type Overflow = Named & { type: 'overflow'; options: Option[]; confirm?: Confirm };
export type StaticSelect = Choosing & {
  type: 'static_select';
  options?: Option[];
  option_groups?: OptionGroup[];
  initial_option?: Option;
};
export type MultiStaticSelect = Choosing & {
  type: 'multi_static_select';
  options?: Option[];
  option_groups?: OptionGroup[];
  initial_options?: Option[];
  max_selected_items?: number;
};
export type RadioButtons = Choosing & { type: 'radio_buttons'; options: Option[]; initial_option?: Option };
export type Checkboxes = Choosing & { type: 'checkboxes'; options: Option[]; initial_options?: Option[] };
export type ConversationsSelect = Choosing & {
  type: 'conversations_select';
  initial_conversation?: string;
  default_to_current_conversation?: boolean;
  response_url_enabled?: boolean;
};
export type ChannelsSelect = Choosing & {
  type: 'channels_select';
  initial_channel?: string;
  response_url_enabled?: boolean;
};
export type UsersSelect = Choosing & { type: 'users_select'; initial_user?: string };
export type MultiUsersSelect = Choosing & {
  type: 'multi_users_select';
  initial_users?: string[];
  max_selected_items?: number;
};
export type PlainTextInput = Choosing & {
  type: 'plain_text_input';
  initial_value?: string;
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
};
export type NumberInput = Choosing & {
  type: 'number_input';
  is_decimal_allowed: boolean;
  initial_value?: string;
  min_value?: string;
  max_value?: string;
};

export type FileInput = Named & {
  type: 'file_input';
  filetypes?: string[];
  max_files?: number;
  placeholder?: never;
  confirm?: never;
};

/** Elements that keep a value, which view.state reports. */
export type InputElement =
  | StaticSelect
  | MultiStaticSelect
  | RadioButtons
  | Checkboxes
  | ConversationsSelect
  | ChannelsSelect
  | UsersSelect
  | MultiUsersSelect
  | PlainTextInput
  | NumberInput
  | FileInput;
export type InteractiveElement = Button | Overflow | InputElement;

type Identified = { block_id: string };
export type Section = Identified & {
  type: 'section';
  text?: Text;
  fields?: Text[];
  accessory?: Image | InteractiveElement;
};
export type Context = Identified & { type: 'context'; elements: (Image | Text)[] };
export type Actions = Identified & { type: 'actions'; elements: InteractiveElement[] };
export type Header = Identified & { type: 'header'; text: PlainText };
export type Divider = Identified & { type: 'divider' };
export type ImageBlock = Identified & Image & { title?: PlainText };
export type RichTextInline =
  | {
      type: 'text';
      text: string;
      style?: { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean };
    }
  | { type: 'date'; timestamp: number; format: string; fallback?: string };
export type TableCell =
  | { type: 'raw_text'; text: string }
  | { type: 'rich_text'; elements: { type: 'rich_text_section'; elements: RichTextInline[] }[] };
export type Table = Identified & {
  type: 'table';
  rows: TableCell[][];
  column_settings?: { align?: 'left' | 'center' | 'right'; is_wrapped?: boolean }[];
};
export type Input = Identified & {
  type: 'input';
  label: PlainText;
  element: InputElement;
  hint?: PlainText;
  optional?: boolean;
  dispatch_action?: boolean;
};
export type Block = Section | Context | Actions | Header | Divider | ImageBlock | Table | Input;

export type Surface = 'message' | 'modal' | 'home';

export type View = {
  type: 'modal' | 'home';
  title?: PlainText;
  blocks: Block[];
  submit?: PlainText;
  close?: PlainText;
  private_metadata?: string;
  callback_id?: string;
  external_id?: string;
  notify_on_close?: boolean;
  clear_on_close?: boolean;
};
