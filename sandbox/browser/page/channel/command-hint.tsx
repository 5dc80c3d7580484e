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
              To try:
              {['check', 'start room123'].map((words) => (
                <button
                  key={words}
                  type="button"
                  className="link-button"
                  onClick={() => onTake(`${name} ${words} ${toTry.url}`)}
                >
                  {words} {toTry.name}
                </button>
              ))}
              (more sources are under TRTC)
            </span>
          )}
        </>
      )}
    </div>
  );
}
