namespace SyncAdmin.Tests.Connectors.Sql;

/// <summary>One statement of the corpus.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Code">The error expected; empty for a legitimate query.</param>
/// <param name="Tags">The words in brackets behind the name.</param>
/// <param name="Sql">Byte for byte.</param>
internal sealed record CorpusEntry(string Name, string Code, IReadOnlyList<string> Tags, string Sql);
