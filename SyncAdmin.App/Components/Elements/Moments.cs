using System.Globalization;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Layout;

namespace SyncAdmin.App.Components.Elements;

/// <summary>Instants and spans of time as people read them.</summary>
internal static class Moments
{
    /// <summary>How long ago; a negative span lies ahead.</summary>
    internal static string Relative(TimeSpan ago, IStringLocalizer texts)
    {
        var span = ago.Duration();
        if (span < TimeSpan.FromSeconds(10))
        {
            return texts[ago < TimeSpan.Zero ? "Soon" : "JustNow"];
        }

        var (unit, count) = span switch
        {
            { TotalSeconds: < 60 } => ("Seconds", span.TotalSeconds),
            { TotalMinutes: < 60 } => ("Minutes", span.TotalMinutes),
            { TotalHours: < 24 } => ("Hours", span.TotalHours),
            { TotalDays: < 31 } => ("Days", span.TotalDays),
            { TotalDays: < 365 } => ("Months", span.TotalDays / 30.4),
            _ => ("Years", span.TotalDays / 365.25),
        };
        var whole = (int)count;
        var key = (ago < TimeSpan.Zero ? "In" : "Ago") + unit + (whole == 1 ? "One" : "Other");
        return texts[key, whole];
    }

    /// <summary>Date and time to the second in the reader's zone, with the zone's distance from UTC.</summary>
    internal static string Exact(DateTimeOffset at, Reader reader)
    {
        var local = TimeZoneInfo.ConvertTime(at, reader.Zone);
        var offset = local.Offset == TimeSpan.Zero ? "UTC" : "UTC" + local.ToString("zzz", CultureInfo.InvariantCulture);
        return $"{local.ToString("d", CultureInfo.CurrentCulture)} {local.ToString("T", CultureInfo.CurrentCulture)} {offset}";
    }

    /// <summary>Two units at most: "1 h 02 min", "3 min 05 s", "12.3 s".</summary>
    internal static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.CurrentCulture, $"{(int)span.TotalDays:N0} d {span.Hours} h"),
        { TotalHours: >= 1 } => $"{span.Hours} h {span.Minutes:00} min",
        { TotalMinutes: >= 1 } => $"{span.Minutes} min {span.Seconds:00} s",
        { TotalSeconds: >= 10 } => $"{span.Seconds} s",
        { TotalSeconds: > 0 and < 0.05 } => string.Create(CultureInfo.CurrentCulture, $"< {0.1:0.0} s"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{span.TotalSeconds:0.0} s"),
    };
}
