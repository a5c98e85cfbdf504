using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Record keys and the way back from them.</content>
public abstract partial class SourceUnderTest
{
    /// <summary>Each key of a query becomes a text, the text a key, and the key finds its row. Returns the texts.</summary>
    protected static async Task<IReadOnlyList<string>> AssertFoundByTextAsync(IConnector connector, SourceQuery query)
    {
        var check = await connector.ValidateAsync(query, CancellationToken.None);
        Assert.Null(check.Problem);
        ColumnKind[] kinds = [.. query.KeyFields.Select(field => check.Columns.Single(column => string.Equals(column.Name, field, StringComparison.Ordinal)).Kind)];
        List<string> texts = [];
        await foreach (var page in connector.ReadKeysAsync(query, null, CancellationToken.None))
        {
            texts.AddRange(page.Rows.Select(row => RecordKey.Of(new SourceKey([.. row.Select(value => value!)])).Required()));
        }

        foreach (var text in texts)
        {
            var found = await connector.ReadByKeysAsync(query, [RecordKey.Parse(text, kinds).Required()], CancellationToken.None);
            Assert.True(TextsOf(found).Contains(text), $"{text} was not found again.");
        }

        var all = await connector.ReadByKeysAsync(query, [.. texts.Select(text => RecordKey.Parse(text, kinds).Required())], CancellationToken.None);
        Assert.Equal(texts.Order(StringComparer.Ordinal), TextsOf(all).Order(StringComparer.Ordinal));
        return texts;

        List<string> TextsOf(SourcePage page)
        {
            int[] ordinals = [.. query.KeyFields.Select(field => page.Columns.ToList().IndexOf(field))];
            return [.. page.Rows.Select(row => RecordKey.Of(new SourceKey([.. ordinals.Select(ordinal => row[ordinal]!)])).Required())];
        }
    }
}
