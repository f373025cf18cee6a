using System.Text;
using EksIngress.Model.Environments;

namespace EksIngress.Model.Tests.Environments;

public sealed class EnvironmentDocumentTests
{
    private const string Minimal = """{"version":1,"name":"dev","region":"eu-west-1","nodeGroups":[{"name":"default"}]}""";

    public static TheoryData<string, string> Unreadable => new()
    {
        { "", "is no JSON document" },
        { "{", "is no JSON document" },
        { "null", "holds null" },
        { "[]", "cannot be read at '$'" },
        { "{} {}", "cannot be read" },
        { """{"name":"dev","region":"eu-west-1"}""", "'version'" },
        { """{"version":1,"region":"eu-west-1"}""", "'name'" },
        { """{"version":2,"name":"dev","region":"eu-west-1","future":{}}""", "version is 2; this program reads version 1" },
        { """{"version":0,"name":"dev","region":"eu-west-1"}""", "version is 0" },
        { """{"version":99999999999,"name":"dev","region":"eu-west-1"}""", "version is 99999999999" },
        { """{"version":"1","name":"dev","region":"eu-west-1"}""", "'$.version'" },
        { """{"version":1,"name":"dev","region":"eu-west-1","colour":"red"}""", "'$.colour'" },
        { """{"version":1,"name":"dev","name":"prod","region":"eu-west-1"}""", "uplicate" },
        { """{"version":1,"name":null,"region":"eu-west-1"}""", "'$.name'" },
        { """{"version":1,"name":"dev","region":"eu-west-1","nodeGroups":[{"name":"x","minSize":"two"}]}""", "'$.nodeGroups[0].minSize'" },
        { """{"version":1,"name":"dev","region":"eu-west-1","ingresses":[{"name":"x","scheme":"public"}]}""", "'$.ingresses[0].scheme'" },
        { """{"version":1,"name":"dev","region":"eu-west-1","ingresses":[{"name":"x","scheme":0}]}""", "'$.ingresses[0].scheme'" },
        { """{"version":1,"name":"Dev","region":"eu-west-1","nodeGroups":[{"name":"default"}]}""", "name is 'Dev'" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Read_DocumentIsFaulty_NamesFileAndMember(string text, string expected)
    {
        var exception = Assert.Throws<EnvironmentSpecException>(() => EnvironmentDocument.Read("out/environment.json", Encoding.UTF8.GetBytes(text)));

        Assert.StartsWith("out/environment.json", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DocumentIsHuge_IsRefusedUnparsed()
    {
        var exception = Assert.Throws<EnvironmentSpecException>(
            () => EnvironmentDocument.Read("environment.json", new byte[EnvironmentDocument.MaxBytes + 1]));

        Assert.Contains($"{EnvironmentDocument.MaxBytes} at most", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Minimal)]
    [InlineData("\uFEFF" + Minimal)]
    public void Read_DocumentIsMinimal_FillsDefaults(string text)
    {
        var spec = EnvironmentDocument.Read("environment.json", Encoding.UTF8.GetBytes(text));

        Assert.Equal("192.168.0.0/16", spec.Network.Cidr);
        Assert.Equal(2, spec.LoadBalancerController.Replicas);
        Assert.Empty(spec.Workloads);
    }

    [Fact]
    public void Write_SpecHasFaults_ListsAllOfThem()
    {
        var spec = Specs.Dev with { Name = "", Region = "here" };

        var exception = Assert.Throws<EnvironmentSpecException>(() => EnvironmentDocument.Write(spec));

        Assert.Equal(2, exception.Faults.Count);
        Assert.Contains("2 faults", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameBytesAgain()
    {
        var first = EnvironmentDocument.Write(Specs.Everything);

        var second = EnvironmentDocument.Write(EnvironmentDocument.Read("environment.json", first));

        Assert.Equal(Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(second));
    }

    [Fact]
    public void Write_AnnotationsInAnotherOrder_GivesTheSameBytes()
    {
        var first = Specs.Web with { Annotations = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };
        var second = Specs.Web with { Annotations = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } };

        Assert.Equal(
            EnvironmentDocument.Write(Specs.Dev with { Ingresses = [first] }),
            EnvironmentDocument.Write(Specs.Dev with { Ingresses = [second] }));
    }

    [Fact]
    public void WriteSchema_MatchesTheOneInDocs() =>
        Golden.Equal(Path.Combine(Golden.Repository, "docs", "environment.schema.json"), EnvironmentDocument.WriteSchema());
}
