using System.Collections.Concurrent;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>Numbers the datasources of a collection, so that a slot holds four bytes instead of a text.</summary>
internal sealed class DatasourceNumbers
{
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>The number of a datasource, given now when it is new. Called by the writer only.</summary>
    internal int Of(Field datasource)
    {
        if (datasource.Text is not { } name)
        {
            return datasource.IsOdd ? SlotChunk.OddDatasource : SlotChunk.NoDatasource;
        }

        if (!_numbers.TryGetValue(name, out var number))
        {
            number = ++_last;
            _numbers[name] = number;
        }

        return number;
    }

    /// <summary>The number, or null for a datasource that no point has ever had.</summary>
    internal int? Find(string datasource) => _numbers.TryGetValue(datasource, out var number) ? number : null;

    internal static long CodeOf(Field code)
    {
        if (code.Text is not { } text)
        {
            return code.IsOdd ? SlotChunk.OddCode : SlotChunk.NoCode;
        }

        var hash = ContentHash.Of(text);
        return hash is SlotChunk.NoCode or SlotChunk.OddCode ? 2 : hash;
    }
}
