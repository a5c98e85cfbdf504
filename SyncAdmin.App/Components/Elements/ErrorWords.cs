using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Components.Elements;

/// <summary>Titles and remedies of the error catalogue in the reader's language; where a translation is missing, the catalogue's English.</summary>
public sealed class ErrorWords(IStringLocalizer<ErrorTexts> texts)
{
    /// <summary>What happened, in a few words.</summary>
    public string Title(ErrorDefinition error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Of(error.Code + ".Title", error.Title);
    }

    /// <summary>What to do next.</summary>
    public string Remedy(ErrorDefinition error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Of(error.Code + ".Remedy", error.Remedy);
    }

    /// <summary>Title by code, as it is kept with jobs and sync errors.</summary>
    public string Title(string code, string fallback) => Of(code + ".Title", ErrorCatalog.All.GetValueOrDefault(code)?.Title ?? fallback);

    /// <summary>Remedy by code; null when nobody knows one.</summary>
    public string? Remedy(string code, string? fallback) => Of(code + ".Remedy", ErrorCatalog.All.GetValueOrDefault(code)?.Remedy ?? fallback);

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(fallback))]
    private string? Of(string key, string? fallback)
    {
        var text = texts[key];
        return text.ResourceNotFound ? fallback : text.Value;
    }
}
