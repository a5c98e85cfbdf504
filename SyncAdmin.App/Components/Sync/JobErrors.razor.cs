using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>A page of the records that failed, each with its cause and what to do.</summary>
public sealed partial class JobErrors : ComponentBase
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The page.</summary>
    [Parameter]
    [EditorRequired]
    public Page<SyncErrorView> Errors { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    [Inject]
    private ErrorWords Words { get; set; } = null!;

    // Blazor encodes what it renders; the encoder here only decides how much is readable.
    private static string Pretty(JsonElement json) => JsonSerializer.Serialize(json, Indented);
}
