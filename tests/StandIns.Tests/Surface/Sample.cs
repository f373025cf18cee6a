using System.Diagnostics.CodeAnalysis;

namespace StandIns.Tests.Surface;

/// <summary>What the rendering of signatures is tried on.</summary>
[SuppressMessage("Design", "CA1000", Justification = "To be rendered.")]
[SuppressMessage("Design", "CA1002", Justification = "To be rendered.")]
public sealed class Sample<T>
    where T : IDisposable
{
    public Sample(int count) => Count = count;

    public int? Count { get; init; }

    public static List<TItem> Make<TItem>(params string[] names)
        where TItem : IDisposable => new(names.Length);
}
