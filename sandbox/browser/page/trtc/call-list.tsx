import type { PageCall } from '../../protocol.ts';
import { formatDate } from '../blocks/slack-date.ts';

/** Every call of the API, the newest first. */
export function CallList({ calls }: { calls: readonly PageCall[] }) {
  return (
    <section aria-label="API calls">
      <h3>API calls ({calls.length})</h3>
      {calls.length === 0 && <p className="quiet">Nothing was called yet.</p>}
      {calls.map((call) => (
        <details key={`${call.at} ${call.action} ${JSON.stringify(call.params)}`} className="call">
          <summary>
            <b>{call.action}</b>{' '}
            <span className="quiet">
              {formatDate(call.at / 1000, '{time_secs}')} · {call.region}
            </span>
            <span className="outcome">{call.outcome}</span>
          </summary>
          <dl>
            {Object.entries(call.params).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </section>
  );
}
