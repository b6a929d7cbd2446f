import type { Identity } from "./served";
import { WORDS, type Language } from "./words";

interface BarProps {
  identities: Identity[];
  token: string | null;
  language: Language;
  examplesChanged: boolean;
  onToken: (token: string | null) => void;
  onLanguage: (language: Language) => void;
  onRestore: () => void;
}

/** The line above GraphiQL: whose product this is, who asks, and in which language. */
export function Bar(props: BarProps) {
  const { identities, token, language } = props;
  return (
    <header className="zones-bar">
      <h1>
        {WORDS.title.zh} <span>· {WORDS.title.en}</span>
      </h1>
      <button type="button" className={props.examplesChanged ? "renewed" : ""} onClick={props.onRestore}>
        {props.examplesChanged ? WORDS.renewed[language] : WORDS.restore[language]}
      </button>
      {identities.length > 0 && (
        <label>
          {WORDS.identity[language]}
          <select name="identity" value={token ?? ""} onChange={(event) => props.onToken(event.target.value || null)}>
            <option value="">{WORDS.nobody[language]}</option>
            {identities.map((identity) => (
              <option key={identity.token} value={identity.token}>
                {identity.label[language]}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {WORDS.language[language]}
        <select name="language" value={language} onChange={(event) => props.onLanguage(event.target.value as Language)}>
          <option value="zh">中文</option>
          <option value="en">English</option>
        </select>
      </label>
    </header>
  );
}
