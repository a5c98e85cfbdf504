using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>What a query must be before anything is asked.</summary>
internal static class ApiQueryCheck
{
    /// <summary>The address that a query reads from, or a problem.</summary>
    internal static Uri Start(ApiSettings settings, SourceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.KeyFields.Count == 0)
        {
            throw new ProblemException(new Problem(ErrorCatalog.QueryKeyMissing, "keyField is empty."));
        }

        var template = ApiQuery.Parse(query.Template).Required();
        var ours = new[] { settings.Paging.Parameter, settings.Paging.SizeParameter, settings.Since?.Parameter, settings.Auth.Kind == ApiAuthKind.QueryKey ? settings.Auth.Name : null };
        if (template.Parameters.Select(parameter => parameter.Key).FirstOrDefault(name => ours.Contains(name, StringComparer.Ordinal)) is { } taken)
        {
            throw new ProblemException(new Problem(ErrorCatalog.ApiQueryInvalid, $"'{taken}' is a parameter that connectionConfig sets."));
        }

        return template.Parameters.Count == 0 ? settings.Url : ApiAddress.With(settings.Url, template.Parameters);
    }

    /// <summary>That key, code and change fields are columns; nothing can be said of no items.</summary>
    internal static void Fields(SourceQuery query, IReadOnlyList<string> columns)
    {
        foreach (var field in query.KeyFields)
        {
            Check("keyField", field);
        }

        Check("codeField", query.CodeField);
        Check("changeField", query.ChangeField);

        void Check(string what, string? field)
        {
            if (columns.Count > 0 && field is not null && !columns.Contains(field, StringComparer.Ordinal))
            {
                throw FieldMissing(what, field, columns);
            }
        }
    }

    internal static ProblemException FieldMissing(string what, string field, IReadOnlyList<string> columns) => new(new Problem(
        ErrorCatalog.QueryFieldMissing, $"{what} '{field}' is not among the columns: {string.Join(", ", columns)}."));
}
