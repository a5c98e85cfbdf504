using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <content>The connection test, and what there is to read.</content>
internal sealed partial class ApiConnector
{
    // An API has one list, and no name for it but its place.
    private string ListName => _settings.Items.Text.Length == 0 ? "items" : _settings.Items.Text;

    /// <inheritdoc/>
    public async Task<ConnectionTest> TestAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var page = await _reader.FirstAsync(_settings.Url, cancellationToken);
            ColumnsOf(page);
            Evidence(page);
            List<string> warnings = [];
            if (_settings.Url.Scheme == "http")
            {
                warnings.Add("The connection is not encrypted: credentials and data can be read on the way. Use https:// where the API has it.");
            }

            if (page.Count == 0)
            {
                warnings.Add($"The list at {_settings.Items} is empty.");
            }

            return new ConnectionTest(page.Answer.Server, page.Answer.Took, null, warnings);
        }
        catch (ProblemException exception)
        {
            return new ConnectionTest(null, null, exception.Problem, []);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceTable>> ListTablesAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<SourceTable>>([new SourceTable(null, ListName, IsView: false, EstimatedRows: null)]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SourceColumn>> ListColumnsAsync(SourceTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!string.Equals(table.Name, ListName, StringComparison.Ordinal))
        {
            throw new ProblemException(new Problem(ErrorCatalog.QueryTableMissing, $"The API has one list, {ListName}."));
        }

        using var page = await _reader.FirstAsync(_settings.Url, cancellationToken);
        return ColumnsOf(page).Described();
    }

    /// <summary>That what a read will look for in a page is there: better found now than at night.</summary>
    private void Evidence(ApiPage page)
    {
        if (page.Answer.Root is not null)
        {
            var sequence = _reader.Sequence(_settings.Url);
            sequence.See(page);
            sequence.Next(page);
        }
    }
}
