import type { Snapshot } from '../../protocol.ts';

interface HintProps {
  id: string;
  text: string;
  command: Snapshot['command'];
  /** Puts the command into the message box. */
  onTake: (text: string) => void;
}

/** How the command is used, while it is being typed. */
export function CommandHint({ id, text, command, onTake }: HintProps) {
  const { name, description, usageHint } = command;
  const [typedName = ''] = text.split(/\s/, 1);
  const beginning = typedName !== '' && name.startsWith(typedName);
  return (
    <div id={id} className={beginning ? 'command-hint' : 'unseen'}>
      {beginning && (
        <>
          {typedName === name ? (
            <b>{name}</b>
          ) : (
            <button type="button" className="link-button" onClick={() => onTake(`${name} `)}>
              {name}
            </button>
          )}{' '}
          <code>{usageHint}</code>
          <span className="quiet">{description}</span>
        </>
      )}
    </div>
  );
}
