using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SyncAdmin.Core.Storage;

/// <summary>Enums are stored as the lower-case words that the API and the pages use.</summary>
internal static class EnumText
{
    internal static PropertyBuilder<TEnum> IsEnumText<TEnum>(this PropertyBuilder<TEnum> property)
        where TEnum : struct, Enum =>
        property.HasMaxLength(32).HasConversion(new ValueConverter<TEnum, string>(
            value => Of(value),
            text => Enum.Parse<TEnum>(text, true)));

    internal static PropertyBuilder<TEnum?> IsEnumText<TEnum>(this PropertyBuilder<TEnum?> property)
        where TEnum : struct, Enum =>
        property.HasMaxLength(32).HasConversion(new ValueConverter<TEnum, string>(
            value => Of(value),
            text => Enum.Parse<TEnum>(text, true)));

#pragma warning disable CA1308 // Lower case is the stored form, not a normalisation for comparing.
    internal static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
