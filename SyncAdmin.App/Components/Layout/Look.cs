namespace SyncAdmin.App.Components.Layout;

/// <summary>The looks a reader may choose. <c>system</c>, the default, follows the device.</summary>
internal static class Look
{
    internal const string Cookie = "theme";
    internal const string Light = "light";
    internal const string Dark = "dark";
    internal const string System = "system";

    /// <summary>The cookie's value when it is one of ours, else <see cref="System"/>.</summary>
    internal static string Known(string? value) => value is Light or Dark ? value : System;

    /// <summary>The media query under which Radzen's sheet of one look applies; the browser then needs no script to choose.</summary>
    internal static string MediaOf(string theme, string sheet) => theme switch
    {
        System => $"(prefers-color-scheme: {sheet})",
        _ => string.Equals(theme, sheet, StringComparison.Ordinal) ? "all" : "not all",
    };
}
