namespace SyncAdmin.Core.Connectors;

/// <summary>One statement and its bound values.</summary>
/// <param name="Text">Exactly one statement, with parameters as <c>@name</c>.</param>
/// <param name="Parameters">Name (without <c>@</c>) and value of each; none is null.</param>
internal sealed record SqlStatement(string Text, IReadOnlyList<KeyValuePair<string, object>> Parameters)
{
    internal SqlStatement(string text)
        : this(text, [])
    {
    }

    /// <summary>What the parameters' names stand for; null for statements that belong to no query.</summary>
    internal QueryPlan? Plan { get; init; }
}
