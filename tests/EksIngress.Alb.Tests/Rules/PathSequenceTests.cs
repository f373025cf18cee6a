using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Rules;

namespace EksIngress.Alb.Tests.Rules;

public sealed class PathSequenceTests
{
    private static readonly AnnotationSet Plain = new(NoStrings.Map);
    private static readonly AnnotationSet Regex = new(new Dictionary<string, string> { [IngressAnnotations.Key(IngressAnnotations.UseRegexPathMatch)] = "true" });

    [Theory]
    [InlineData("Exact", "/foo", "/foo")]
    [InlineData("Prefix", "/", "/*")]
    [InlineData("Prefix", "/foo", "/foo|/foo/*")]
    [InlineData("Prefix", "/foo/", "/foo|/foo/*")]
    [InlineData("ImplementationSpecific", "/foo", "/foo")]
    [InlineData("ImplementationSpecific", "/foo/*", "/foo/*")]
    [InlineData(null, "/foo?", "/foo?")]
    public void Patterns_PathOfAType_BecomesTheseValues(string? type, string path, string expected) =>
        Assert.Equal(expected, string.Join('|', PathSequence.Patterns(Path(type, path), Plain).Values));

    [Theory]
    [InlineData("Exact", "/a*", "exact path shouldn't contain wildcards: /a*")]
    [InlineData("Exact", "/a?", "exact path shouldn't contain wildcards: /a?")]
    [InlineData("Prefix", "/a/*", "prefix path shouldn't contain wildcards: /a/*")]
    public void Patterns_WildcardWhereNoneMayBe_IsTheControllersError(string type, string path, string expected) =>
        Assert.Equal(expected, Assert.Throws<AlbModelException>(() => PathSequence.Patterns(Path(type, path), Plain)).Message);

    [Fact]
    public void Patterns_RegexIsOn_TakesTheSlashAway() =>
        Assert.Equal(["^/v[0-9]+$"], PathSequence.Patterns(Path("ImplementationSpecific", "/^/v[0-9]+$"), Regex).RegexValues);

    [Fact]
    public void Sort_MixedTypes_ExactThenLongestPrefixThenTheRest()
    {
        Ingress.HttpPath[] paths =
        [
            Path("ImplementationSpecific", "/z"), Path("Prefix", "/a"), Path(null, "/y"), Path("Exact", "/b"), Path("Prefix", "/aaa"), Path("Exact", "/a"), Path("Prefix", "/b"),
        ];

        Assert.Equal(["/b", "/a", "/aaa", "/a", "/b", "/z", "/y"], PathSequence.Sort(paths).Select(path => path.Path));
    }

    [Fact]
    public void Sort_UnknownType_IsTheControllersError() =>
        Assert.Equal(
            "unknown pathType for path /a",
            Assert.Throws<AlbModelException>(() => PathSequence.Sort([Path("Glob", "/a")])).Message);

    private static Ingress.HttpPath Path(string? type, string path) => new() { PathType = type, Path = path };
}
