using System.Globalization;
using System.Runtime.InteropServices;

namespace SyncAdmin.Bench;

/// <summary>Prints results as rows of the table that README quotes: what was measured, the figure, and the machine that it was measured on.</summary>
internal static class BenchTable
{
    private static readonly string Machine = string.Create(
        CultureInfo.InvariantCulture,
        $"{Cpu()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30):N0} GiB, {RuntimeInformation.FrameworkDescription}");

    private static bool _begun;

    /// <summary>One row; numbers in <paramref name="result"/> are formatted culture-free.</summary>
    internal static void Row(string what, FormattableString result)
    {
        if (!_begun)
        {
            _begun = true;
            Console.WriteLine("| what | result | machine |");
            Console.WriteLine("| --- | --- | --- |");
        }

        Console.WriteLine($"| {what} | {FormattableString.Invariant(result)} | {Machine} |");
    }

    // RuntimeInformation knows the architecture only.
    private static string Cpu() => !OperatingSystem.IsLinux()
        ? RuntimeInformation.ProcessArchitecture.ToString()
        : File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?
            .Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
}
