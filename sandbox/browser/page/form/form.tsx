import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Input } from '../../../slack/block-kit/types.ts';
import { withEmoji } from '../../../slack/emoji.ts';
import type { OpenView } from '../../../slack/types.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { Notices } from '../parts/notices.tsx';
import { useWorkspace } from '../workspace/context.ts';
import { useKept } from '../workspace/use-kept.ts';
import { Field } from './field.tsx';
import { type FieldValue, fieldComplaint, heldValue } from './field-value.ts';

interface FormProps {
  view: OpenView;
  titleId: string;
  /** How many forms wait below this one. */
  below: number;
  onClose: () => void;
  /** By the cross at the top, which closes those below it too, as in Slack. */
  onCloseAll: () => void;
}

/** One form, or a notice where it has nothing to send. */
export function Form({ view: open, titleId, below, onClose, onCloseAll }: FormProps) {
  const { view } = open;
  const { act } = useWorkspace();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useKept<Readonly<Record<string, FieldValue>>>(`draft ${open.id}`, {});
  const [complaints, setComplaints] = useState<Readonly<Record<string, string>>>({});
  const [sending, setSending] = useState(false);
  const inputs = view.blocks.filter((block) => block.type === 'input');
  const filled = (block: Input): FieldValue => draft[block.block_id] ?? heldValue(open, block);
  const values = Object.fromEntries(inputs.map((block) => [block.block_id, filled(block)]));
  const errors = { ...open.errors, ...complaints };
  useFocus(form, `${open.hash} ${JSON.stringify(errors)} ${sending}`);

  const change = ({ block_id }: Input, value: FieldValue) => {
    setDraft((before) => ({ ...before, [block_id]: value }));
    setComplaints(({ [block_id]: _mended, ...rest }) => rest);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = inputs.flatMap((block) => {
      const complaint = fieldComplaint(block, filled(block));
      return complaint === undefined ? [] : [[block.block_id, complaint]];
    });
    setComplaints(Object.fromEntries(found));
    if (found.length > 0 || sending) return;
    setSending(true);
    await act({ type: 'submit', viewId: open.id, values });
    setSending(false);
  };

  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)}>
      <header className="dialog-head">
        <h2 id={titleId}>{withEmoji(view.title?.text ?? '')}</h2>
        {below > 0 && <span className="quiet">{below} more below</span>}
        <button
          type="button"
          className="icon-button"
          aria-label={below > 0 ? 'Close all forms' : 'Close this form'}
          onClick={onCloseAll}
        >
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <div className="dialog-body">
        <Notices />
        <Blocks
          blocks={view.blocks}
          where={{ view: open.id, values }}
          input={(block) => (
            <Field
              key={block.block_id}
              block={block}
              value={filled(block)}
              error={errors[block.block_id]}
              onChange={(value) => change(block, value)}
            />
          )}
        />
      </div>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={onClose}>
          {withEmoji(view.close?.text ?? (view.submit === undefined ? 'Close' : 'Cancel'))}
        </button>
        {view.submit !== undefined && (
          <button type="submit" className="button button-primary button-filled" aria-busy={sending}>
            {sending ? 'Sending…' : withEmoji(view.submit.text)}
          </button>
        )}
      </div>
    </form>
  );
}

/** Moves the focus to the first field that is wrong, or into a form that was just drawn. */
function useFocus(form: { readonly current: HTMLFormElement | null }, drawn: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect is for every new drawing of the form
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>(
      '[data-wrong="true"] :is(input, select, textarea)',
    );
    const first = form.current?.querySelector<HTMLElement>(
      '.field :is(input, select, textarea), .dialog-buttons button',
    );
    const inField = document.activeElement?.closest('.field, .blocks') ?? null;
    if (wrong) wrong.focus();
    else if (inField === null) first?.focus();
  }, [drawn]);
}
