using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.TSql;

/// <summary>One statement of a batch.</summary>
internal abstract record Statement
{
    internal sealed record Select(Query Query) : Statement;

    internal sealed record Insert(IReadOnlyList<string> Table, IReadOnlyList<string> Columns, Query Query) : Statement;

    internal sealed record Update(IReadOnlyList<string> Table, IReadOnlyList<(string Column, Expression Value)> Changes, Expression? Where) : Statement;

    internal sealed record Delete(IReadOnlyList<string> Table, Expression? Where) : Statement;

    internal sealed record CreateTable(IReadOnlyList<string> Name, IReadOnlyList<ColumnDefinition> Columns, IReadOnlyList<KeyDefinition> Keys) : Statement;

    internal sealed record ColumnDefinition(string Name, TdsType Type, bool Nullable, bool Identity, Expression? Default, Expression? Computed);

    internal sealed record KeyDefinition(string? Name, IReadOnlyList<string> Columns, bool Primary);

    internal sealed record CreateIndex(string Name, IReadOnlyList<string> Table, IReadOnlyList<(string Column, bool Descending)> Columns, bool Unique) : Statement;

    internal sealed record CreateView(IReadOnlyList<string> Name, Query Query) : Statement;

    internal sealed record CreateSchema(string Name) : Statement;

    /// <summary>Kind is TABLE, VIEW or INDEX; the table of an index stands in Name.</summary>
    internal sealed record Drop(string Kind, IReadOnlyList<string> Name, string? Index, bool IfExists) : Statement;

    internal sealed record CreateLogin(string Name, string Password) : Statement;

    /// <summary>A user or a role.</summary>
    internal sealed record CreatePrincipal(string Name) : Statement;

    internal sealed record AlterRole(string Role, string Member, bool IsMember) : Statement;

    internal sealed record Grant(string Verb, IReadOnlyList<(string Permission, IReadOnlyList<string> Columns)> Permissions, IReadOnlyList<string>? On, string User) : Statement;

    /// <summary>An option and its value, as words.</summary>
    internal sealed record SetOption(string Option, string Value) : Statement;

    /// <summary>BEGIN, COMMIT, ROLLBACK or SAVE.</summary>
    internal sealed record Transaction(string Verb) : Statement;

    internal sealed record If(Expression Condition, Statement Then, Statement? Else) : Statement;

    internal sealed record WaitFor(TimeSpan Delay) : Statement;

    internal sealed record Use(string Database) : Statement;

    internal sealed record Execute(IReadOnlyList<string> Procedure, IReadOnlyList<(string? Name, Expression Value)> Arguments) : Statement;
}
