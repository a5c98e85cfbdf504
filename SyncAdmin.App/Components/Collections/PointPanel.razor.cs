using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Collections;

namespace SyncAdmin.App.Components.Collections;

/// <summary>One point whole: its payload, and what the engine keeps with it.</summary>
public sealed partial class PointPanel : ComponentBase
{
    // Blazor encodes what it renders; the encoder here only decides how much is readable.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The point.</summary>
    [Parameter]
    [EditorRequired]
    public PointView Point { get; set; } = null!;

    /// <summary>The same page without it.</summary>
    [Parameter]
    [EditorRequired]
    public string CloseAddress { get; set; } = "";

    [Inject]
    private IStringLocalizer<CollectionTexts> L { get; set; } = null!;

    internal static string Readable(JsonElement json, bool indented) => JsonSerializer.Serialize(json, indented ? Indented : OneLine);
}
