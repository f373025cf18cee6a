using EksIngress.Alb.Networking;
using EksIngress.Alb.Tests.Scenarios;

namespace EksIngress.Alb.Tests.Networking;

public sealed class SecurityGroupResolverTests
{
    [Theory]
    [InlineData("sg-3,sg-1", "sg-1 sg-3")]
    [InlineData("web,sg-3", "sg-3 sg-1 sg-2")]
    [InlineData("web,web", "sg-1 sg-2")]
    public async Task Resolve_Known_IdsComeFirst(string list, string expected) => Assert.Equal(expected, await ResolveAsync(new Scenario(), list));

    [Theory]
    [InlineData("sg-1,sg-9", "couldn't find all security groups: requested ids [sg-1, sg-9] but found [sg-1]")]
    [InlineData("db,web", "couldn't find all security groups: requested names [db, web] but found [web]")]
    [InlineData("db,sg-9", "couldn't find all security groups: requested ids [sg-9] but found [], requested names [db] but found []")]
    [InlineData("sg-1,sg-1", "couldn't find all security groups: requested ids [sg-1, sg-1] but found [sg-1]")]
    public async Task Resolve_Unknown_ListsAllOfThem(string list, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<AlbModelException>(() => ResolveAsync(new Scenario(), list))).Message);

    [Fact]
    public async Task Resolve_AwsFails_IsOneOfTheFaults()
    {
        var scenario = new Scenario { AwsFailure = "denied" };

        Assert.Equal(
            "couldn't find all security groups: denied, denied",
            (await Assert.ThrowsAsync<AlbModelException>(() => ResolveAsync(scenario, "sg-1,web"))).Message);
    }

    private static async Task<string> ResolveAsync(Scenario scenario, string list) =>
        string.Join(' ', await new SecurityGroupResolver(scenario).ResolveAsync(list.Split(','), TestContext.Current.CancellationToken));
}
