using EksIngress.Alb.Lint;

namespace EksIngress.Alb.Tests.Lint;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("scheme", "scheme", 0)]
    [InlineData("Scheme", "scheme", 0)]
    [InlineData("shceme", "scheme", 1)]
    [InlineData("schemes", "scheme", 1)]
    [InlineData("sheme", "scheme", 1)]
    [InlineData("", "abc", 3)]
    public void Between_CountsChangedCharacters(string left, string right, int expected)
    {
        Assert.Equal(expected, EditDistance.Between(left, right));
        Assert.Equal(expected, EditDistance.Between(right, left));
    }

    [Theory]
    [InlineData("healthcheck-intervall-seconds", "healthcheck-interval-seconds")]
    [InlineData("certificate-arns", "certificate-arn")]
    [InlineData("inbound-cidr", "inbound-cidrs")]
    [InlineData("security-group-inbound-cidrs", "inbound-cidrs")]
    [InlineData("Group.Name", "group.name")]
    [InlineData("action.redirect", "actions.redirect")]
    [InlineData("listener-attribute.HTTP-80", "listener-attributes.HTTP-80")]
    [InlineData("nothing-of-the-kind", null)]
    public void Nearest_Annotation_IsTheOneThatWasMeant(string written, string? meant) =>
        Assert.Equal(meant, AnnotationCatalog.FindNearest(written));
}
