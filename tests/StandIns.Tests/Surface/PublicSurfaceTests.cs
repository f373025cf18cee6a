using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace StandIns.Tests.Surface;

/// <summary>
/// The signatures in <c>testassets/surface</c> are those of the real packages' public API, 13.5, as far as a stand-in has them. Code that is
/// written against the stand-in can name nothing else, and so compiles against the package as well.
/// </summary>
/// <remarks>Source: https://github.com/microsoft/aspire/blob/release/13.5/src/Aspire.Hosting/api/Aspire.Hosting.cs</remarks>
public sealed class PublicSurfaceTests
{
    public static TheoryData<Type> StandIns => [typeof(DistributedApplication), typeof(DistributedApplicationTestingBuilder)];

    [Theory]
    [MemberData(nameof(StandIns))]
    public void StandIn_HasNothingThatUpstreamHasNot_AndAllThatItClaims(Type ofTheAssembly)
    {
        var assembly = ofTheAssembly.Assembly;
        var upstream = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "testassets", "surface", $"{assembly.GetName().Name}.txt"));

        var standIn = PublicSurface.Of(assembly).ToList();

        Assert.Empty(standIn.Except(upstream));
        Assert.Empty(upstream.Except(standIn));
    }

    [Theory]
    [InlineData("sealed class StandIns.Tests.Surface.Sample<T> where T : IDisposable")]
    [InlineData("StandIns.Tests.Surface.Sample<T>.new(Int32 count)")]
    [InlineData("static System.Collections.Generic.List<TItem> StandIns.Tests.Surface.Sample<T>.Make<TItem>(params String[] names) where TItem : IDisposable")]
    [InlineData("Nullable<Int32> StandIns.Tests.Surface.Sample<T>.Count { get; init; }")]
    public void Of_AType_RendersWhatSourceCanName(string line) =>
        Assert.Contains(line, PublicSurface.Of(Assembly.GetExecutingAssembly()));
}
