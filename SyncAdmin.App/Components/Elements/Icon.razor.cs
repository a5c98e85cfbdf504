using System.Collections.Frozen;
using Microsoft.AspNetCore.Components;

namespace SyncAdmin.App.Components.Elements;

/// <summary>A small line drawing; decoration only, the word beside it says the same.</summary>
public sealed partial class Icon : ComponentBase
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["mark"] = "M5 10a7.3 7.3 0 0 1 12.6-3.2M19 14a7.3 7.3 0 0 1-12.6 3.2M18 3v4h-4M6 21v-4h4",
        ["menu"] = "M4 7h16M4 12h16M4 17h16",
        ["home"] = "M4 11l8-7 8 7M6 10v10h12V10M10 20v-6h4v6",
        ["search"] = "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l4.5 4.5",
        ["sync"] = "M5 10a7.3 7.3 0 0 1 12.6-3.2M19 14a7.3 7.3 0 0 1-12.6 3.2M18 3v4h-4M6 21v-4h4",
        ["person"] = "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M5 20a7 7 0 0 1 14 0",
        ["sun"] = "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
        ["moon"] = "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5",
        ["device"] = "M4 5h16v11H4zM9 20h6M12 16v4",
        ["bell"] = "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
        ["copy"] = "M9 9h11v11H9zM5 15H4V4h11v1",
        ["check"] = "M5 12.5l4.5 4.5L19 7.5",
        ["cross"] = "M6 6l12 12M18 6L6 18",
        ["stop"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9h6v6H9z",
        ["clock"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2",
        ["pause"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M10 9v6M14 9v6",
        ["play"] = "M8 5l11 7-11 7z",
        ["warning"] = "M12 4l9 16H3zM12 10v4M12 17v.5",
        ["info"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 8v.5",
        ["lock"] = "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
        ["box"] = "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
        ["camera"] = "M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7",
        ["left"] = "M14 6l-6 6 6 6",
        ["right"] = "M10 6l6 6-6 6",
        ["link"] = "M10 14l4-4M8 11l-2 2a3.5 3.5 0 0 0 5 5l2-2M16 13l2-2a3.5 3.5 0 0 0-5-5l-2 2",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Which one; a wrong name is a bug and throws.</summary>
    [Parameter]
    [EditorRequired]
    public string Name { get; set; } = "";

    private string Path => Paths[Name];
}
