namespace SyncAdmin.Tests.Servers.Tds;

/// <summary>See <see cref="TdsDatabase.BeginWriter"/>. Disposed without <see cref="Commit"/>, nothing was written.</summary>
internal sealed class TdsOpenWriter(TdsDatabase database) : IDisposable
{
    private const int VersionsPerStatement = 1_000;
    private readonly List<string> _statements = [];
    private readonly Queue<long> _versions = new();

    /// <summary>Writes up to 1,000 rows.</summary>
    internal void Execute(string sql)
    {
        var first = database.RowVersions.Take(this, VersionsPerStatement);
        Enumerable.Range(0, VersionsPerStatement).ToList().ForEach(i => _versions.Enqueue(first + i));
        _statements.Add(sql);
    }

    /// <summary>Now others see it.</summary>
    internal void Commit()
    {
        database.ExecuteWith(_versions, _statements);
        Dispose();
    }

    public void Dispose() => database.RowVersions.Release(this);
}
