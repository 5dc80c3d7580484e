import { useWorkspace } from '../workspace/context.ts';

interface HintProps {
  id: string;
  text: string;
  /** Puts the command into the message box. */
  onTake: (text: string) => void;
}

/** How the command is used, while it is being typed, and what it can be tried with. */
export function CommandHint({ id, text, onTake }: HintProps) {
  const { command, sources } = useWorkspace().snapshot;
  const { name, description, usageHint } = command;
  const [typedName = ''] = text.split(/\s/, 1);
  const beginning = typedName !== '' && name.startsWith(typedName);
  const [toTry] = sources.all;
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
          {toTry !== undefined && (
            <span className="quiet">
              To try:{' '}
              <button
                type="button"
                className="link-button"
                onClick={() => onTake(`${name} check ${toTry.url}`)}
              >
                check {toTry.name}
              </button>{' '}
              or{' '}
              <button
                type="button"
                className="link-button"
                onClick={() => onTake(`${name} start room123 ${toTry.url}`)}
              >
                start {toTry.name}
              </button>
              ; more sources, and what breaks them, are under TRTC.
            </span>
          )}
        </>
      )}
    </div>
  );
}
