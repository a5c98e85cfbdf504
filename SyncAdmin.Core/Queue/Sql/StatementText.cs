using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>The text of a statement: built once, or on each use while a test drives the clock, which then is part of the text.</summary>
internal sealed class StatementText(DatabaseTime time, Func<string> build)
{
    private string? _text;

    internal string Value => time.Frozen is null ? _text ??= build() : build();
}
