using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Hosting;

/// <summary>Reads a word of a query or a body as one of an enum's names.</summary>
internal static class Words
{
    /// <summary>Nothing, or one of the names in whatever case. (Enum.TryParse also reads numbers and lists.)</summary>
    internal static bool TryRead<TEnum>(string? word, out TEnum? value)
        where TEnum : struct, Enum
    {
        value = null;
        if (string.IsNullOrEmpty(word))
        {
            return true;
        }

        var index = Array.FindIndex(Enum.GetNames<TEnum>(), name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
        value = index < 0 ? null : Enum.GetValues<TEnum>()[index];
        return index >= 0;
    }

    internal static Problem Unknown<TEnum>(string name, string? word)
        where TEnum : struct, Enum =>
#pragma warning disable CA1308 // The API's words are lower case.
        new(ErrorCatalog.RequestMalformed, $"{name}={word} is none of {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}.");
#pragma warning restore CA1308
}
