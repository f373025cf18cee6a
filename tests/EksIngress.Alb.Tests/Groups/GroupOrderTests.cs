using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Tests.Groups;

public sealed class GroupOrderTests
{
    private const string Parse = "failed to load Ingress group order for ingress: {0}: failed to parse int32 annotation, alb.ingress.kubernetes.io/group.order: {1}: strconv.ParseInt: parsing \"{1}\": {2}";

    [Theory]
    [InlineData("", "")]
    [InlineData("b/x a/x a/w", "a/w a/x b/x")]
    [InlineData("a/x=1 a/y=-1 a/z=0", "a/y a/z a/x")]
    [InlineData("a/x=0 a/w", "a/w a/x")]
    [InlineData("a/w a/x=0", "a/w a/x")]
    [InlineData("z/z=-1000 a/a=1000 m/m", "z/z m/m a/a")]
    [InlineData("a/b=10 a/c=9", "a/c a/b")]
    [InlineData("a/b=+5 a/c=007 a/d=-0", "a/d a/b a/c")]
    [InlineData("a/x=2 b/x=2 a/w=2 a/y=1", "a/y a/w a/x b/x")]
    [InlineData("a/a-1 a/a a/a.b a/A", "a/A a/a a/a-1 a/a.b")]
    [InlineData("a-b/c a/z ab/c", "a-b/c a/z ab/c")]
    public void Sort_Members_ByOrderThenByName(string members, string expected) =>
        Assert.Equal(expected, string.Join(' ', IngressGroupLoader.Sort(Read(members)).Select(member => member.Key.ToString())));

    [Theory]
    [InlineData("a/x=1001", "explicit Ingress group order must be within [-1000:1000], Ingress: a/x, order: 1001")]
    [InlineData("a/x=-1001", "explicit Ingress group order must be within [-1000:1000], Ingress: a/x, order: -1001")]
    [InlineData("a/x=2147483647", "explicit Ingress group order must be within [-1000:1000], Ingress: a/x, order: 2147483647")]
    [InlineData("a/x=-2147483648", "explicit Ingress group order must be within [-1000:1000], Ingress: a/x, order: -2147483648")]
    [InlineData("a/ok=5 b/x=1001 c/y=no", "explicit Ingress group order must be within [-1000:1000], Ingress: b/x, order: 1001")]
    [InlineData("c/y=no b/x=1001", Parse, "c/y", "no", "invalid syntax")]
    [InlineData("a/x=", Parse, "a/x", "", "invalid syntax")]
    [InlineData("a/x=1.0", Parse, "a/x", "1.0", "invalid syntax")]
    [InlineData("a/x=0x10", Parse, "a/x", "0x10", "invalid syntax")]
    [InlineData("a/x=1_0", Parse, "a/x", "1_0", "invalid syntax")]
    [InlineData("a/x=--1", Parse, "a/x", "--1", "invalid syntax")]
    [InlineData("a/x=2147483648", Parse, "a/x", "2147483648", "value out of range")]
    [InlineData("a/x=-2147483649", Parse, "a/x", "-2147483649", "value out of range")]
    public void Sort_AnOrderIsNone_NamesTheFirstSuchMember(string members, string message, params string[] values) => Assert.Equal(
        string.Format(null, message, values), Assert.Throws<AlbModelException>(() => IngressGroupLoader.Sort(Read(members))).Message);

    [Theory]
    [InlineData("a", null)]
    [InlineData("0", null)]
    [InlineData("a.b-c", null)]
    [InlineData("a..b", null)]
    [InlineData("a--b", null)]
    [InlineData("a.", "pattern")]
    [InlineData(".a", "pattern")]
    [InlineData("-", "pattern")]
    [InlineData("a/b", "pattern")]
    [InlineData("a b", "pattern")]
    [InlineData("ä", "pattern")]
    [InlineData("a\n", "pattern")]
    [InlineData("", "pattern")]
    public void FindNameFault_Name_IsLowerCaseLettersDigitsDashesAndDots(string name, string? fault) => Assert.Equal(
        fault is null
            ? null
            : "groupName must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        IngressGroupId.FindNameFault(name));

    [Theory]
    [InlineData(63, 'a', null)]
    [InlineData(64, 'a', "groupName must be no more than 63 characters")]
    [InlineData(64, 'A', "groupName must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character")]
    public void FindNameFault_LongName_TheSpellingIsLookedAtFirst(int length, char letter, string? fault) =>
        Assert.Equal(fault, IngressGroupId.FindNameFault(new string(letter, length)));

    [Theory]
    [InlineData("", "platform", true, "platform", "group.ingress.k8s.aws/platform")]
    [InlineData("shop", "web", false, "shop/web", "ingress.k8s.aws/resources")]
    [InlineData("shop", "", false, "shop/", "ingress.k8s.aws/resources")]
    [InlineData("", "", true, "", "group.ingress.k8s.aws/")]
    public void GroupId_NamespaceTells_ItsKindTextAndFinalizer(string ns, string name, bool isExplicit, string text, string finalizer)
    {
        var group = new IngressGroupId(ns, name);

        Assert.Equal((isExplicit, text, finalizer), (group.IsExplicit, group.ToString(), group.Finalizer));
    }

    private static IEnumerable<ClassifiedIngress> Read(string members) =>
        members.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(member => member.Split('=', 2)).Select(parts => new ClassifiedIngress(
            new Ingress
            {
                Metadata = new ObjectMeta
                {
                    Namespace = parts[0].Split('/')[0],
                    Name = parts[0].Split('/')[1],
                    Annotations = parts.Length == 1
                        ? new Dictionary<string, string>()
                        : new Dictionary<string, string> { ["alb.ingress.kubernetes.io/group.order"] = parts[1] },
                },
            },
            null));
}
