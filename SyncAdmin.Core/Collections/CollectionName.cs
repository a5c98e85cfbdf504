using System.Buffers;
using System.Globalization;
using System.Text;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Collections;

/// <summary>Names of collections: what is allowed (Qdrant's rules, narrowed to what is also a file name everywhere), and the physical names made of them.</summary>
internal static class CollectionName
{
    /// <summary>UTF-8 bytes; leaves room for <c>__v</c> and a number in the 255 of a file name.</summary>
    private const int MaxBytes = 200;
    private const string VersionMark = "__v";
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\<>:\"|?*");

    /// <summary>Why the name can't be used; null when it can.</summary>
    internal static Problem? Check(string name)
    {
        var reason = name switch
        {
            "" => "it is empty",
            "adoptable" => "it is part of an address of the API",
            _ when Encoding.UTF8.GetByteCount(name) > MaxBytes => $"it is longer than {MaxBytes} bytes",
            _ when name.AsSpan().ContainsAny(Forbidden) => $"it contains '{name[name.AsSpan().IndexOfAny(Forbidden)]}'",
            _ when name.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)) => "it contains a blank or a control character",
            ['.', ..] => "it starts with a full stop",
            _ when name.LastIndexOf(VersionMark, StringComparison.Ordinal) is var mark and >= 0 && VersionOf(name[..mark], name) is not null => "its end looks like a version",
            _ => null,
        };
        return reason is null ? null : new Problem(ErrorCatalog.CollectionNameInvalid, $"'{name}' can't be a collection: {reason}.");
    }

    /// <summary><c>name__v3</c>.</summary>
    internal static string Physical(string name, int version) => string.Create(CultureInfo.InvariantCulture, $"{name}{VersionMark}{version}");

    /// <summary>The version in a physical name of this collection; null when it is not one.</summary>
    internal static int? VersionOf(string name, string physicalName) =>
        physicalName.Length > name.Length + VersionMark.Length
        && physicalName.StartsWith(name, StringComparison.Ordinal)
        && physicalName.AsSpan(name.Length).StartsWith(VersionMark, StringComparison.Ordinal)
        && int.TryParse(physicalName.AsSpan(name.Length + VersionMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}
