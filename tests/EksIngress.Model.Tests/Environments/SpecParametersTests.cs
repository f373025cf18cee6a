using EksIngress.Model.Environments;

namespace EksIngress.Model.Tests.Environments;

public sealed class SpecParametersTests
{
    private static readonly Dictionary<string, string> Given = new() { ["host"] = "shop.example", ["api-key"] = "hunter2" };

    [Fact]
    public void Values_NotAllGiven_TakesDefaultsAndNamesEveryMissingOne()
    {
        var exception = Assert.Throws<EnvironmentSpecException>(() => SpecParameters.Values(Specs.Rich, _ => null));

        Assert.Equal("Parameters without a value: 'host' (Public name of the shop), 'api-key'.", exception.Message);
        Assert.Equal("hello", SpecParameters.Values(Specs.Rich, Given.GetValueOrDefault)["greeting"]);
    }

    [Fact]
    public void Resolve_ValuesGiven_FillsAllButSecrets()
    {
        var resolved = SpecParameters.Resolve(Specs.Rich, SpecParameters.Values(Specs.Rich, Given.GetValueOrDefault));

        Assert.All(resolved.Ingresses[0].Rules, rule => Assert.Equal("shop.example", rule.Host));
        Assert.Equal(
            ["hello, world", "${parameters.api-key}", "Server=db;Password=${parameters.api-key}"],
            resolved.Workloads[0].Environment.Select(variable => variable.Value));
    }

    [Fact]
    public void Resolve_ValueIsWrongWhereItStands_IsAFaultThatNamesTheMember()
    {
        var exception = Assert.Throws<EnvironmentSpecException>(
            () => SpecParameters.Resolve(Specs.Rich, SpecParameters.Values(Specs.Rich, name => name == "host" ? "Shop Example" : "x")));

        Assert.Contains("ingresses[0].rules[0].host is 'Shop Example'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, exception.Faults.Count);
    }

    [Fact]
    public void Resolve_ValueLooksLikeAPlaceholder_IsNotReplacedAgain()
    {
        var node = SpecParameters.Replace("${parameters.a}-${parameters.b}", name => name == "a" ? "${parameters.b}" : "B");

        Assert.Equal("${parameters.b}-B", node!.GetValue<string>());
    }
}
