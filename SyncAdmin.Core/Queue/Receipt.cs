using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SyncAdmin.Core.Queue;

/// <summary>The right to end, or to extend, one lease of one message. It is worth nothing once the lease has ended.</summary>
/// <param name="Id">The message.</param>
/// <param name="LeaseNumber">Which of its leases, from 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Receipt(long Id, long LeaseNumber)
{
    /// <summary><c>id-leaseNumber</c>, as it goes over the wire.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}-{LeaseNumber}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Receipt receipt)
    {
        receipt = default;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 1
            || !long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var lease))
        {
            return false;
        }

        receipt = new Receipt(id, lease);
        return true;
    }
}
