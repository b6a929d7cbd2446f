/** The words of our own bar in both languages; GraphiQL's own words stay as its authors wrote them. */
export type Language = "zh" | "en";

/** A text in both languages, as the server sends it. */
export type Bilingual = Record<Language, string>;

export const WORDS = {
  title: { zh: "协作区", en: "Collaboration Zones" },
  identity: { zh: "身份", en: "Identity" },
  nobody: { zh: "（未登录）", en: "(nobody)" },
  language: { zh: "语言", en: "Language" },
  restore: { zh: "恢复示例", en: "Restore examples" },
  renewed: { zh: "示例已更新，点此载入", en: "Examples have changed: load them" },
  unreadable: { zh: "服务器的回答不是 JSON", en: "The server's answer is not JSON" },
  unreachable: { zh: "连不上服务器", en: "The server cannot be reached" },
} satisfies Record<string, Bilingual>;

/** What the browser is told to ask for, in the order of preference. */
export const ACCEPT_LANGUAGE: Bilingual = { zh: "zh-CN, zh;q=0.9, en;q=0.5", en: "en, zh;q=0.5" };
