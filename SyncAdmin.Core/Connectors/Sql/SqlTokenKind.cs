namespace SyncAdmin.Core.Connectors.Sql;

/// <summary>What a piece of SQL text is.</summary>
internal enum SqlTokenKind
{
    /// <summary>Keyword, name or function, not quoted.</summary>
    Word,

    /// <summary>A name in the dialect's quotes.</summary>
    QuotedName,

    /// <summary>A string; in MySQL also one in double quotes, which under ANSI_QUOTES is a name.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>@x</c>, <c>:x</c>, <c>$1</c>, <c>?</c>: a parameter or variable of the person's own.</summary>
    Parameter,

    /// <summary><c>{{offset}}</c> and the like.</summary>
    Placeholder,

    /// <summary>One character of an operator or of punctuation; <c>::</c> and <c>:=</c> are one token.</summary>
    Operator,
}
