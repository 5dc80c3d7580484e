import { isObject } from '../json.ts';
import { blocks } from './blocks.ts';
import { byType, type Check, flag, object, oneOf, type Rule, string, wrong } from './check.ts';
import { plainText } from './composition.ts';

const shared = {
  private_metadata: string({ min: 0, max: 3000 }),
  callback_id: string({ min: 0, max: 255 }),
  external_id: string({ min: 0, max: 255 }),
};

const submitForInputs: Rule = (view, at) => {
  const inner = Array.isArray(view.blocks) ? view.blocks : [];
  const index = inner.findIndex((block) => isObject(block) && block.type === 'input');
  return index >= 0 && view.submit === undefined
    ? wrong(`${at}/blocks/${index}/input`, 'must define `submit` to use `input` block')
    : [];
};

const oneFocus: Rule = (view, at) => {
  const inner = Array.isArray(view.blocks) ? view.blocks : [];
  const focused = JSON.stringify(inner).split('"focus_on_load":true').length - 1;
  return focused > 1 ? wrong(at, 'only one element can set `focus_on_load`') : [];
};

const modal = object({
  required: { type: oneOf('modal'), title: plainText(24), blocks: blocks('modal') },
  optional: {
    ...shared,
    submit: plainText(24),
    close: plainText(24),
    clear_on_close: flag,
    notify_on_close: flag,
  },
  rules: [submitForInputs, oneFocus],
});

const home = object({
  required: { type: oneOf('home'), blocks: blocks('home') },
  optional: shared,
  rules: [oneFocus],
});

/** views.open, views.push and views.update of a form. */
export const modalView: Check = byType({ modal });
/** views.publish. */
export const homeView: Check = byType({ home });
