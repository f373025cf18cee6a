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

    [Theory]
    [InlineData("", "")]
    [InlineData("sg-1", "sg-1")]
    [InlineData("sg-", "couldn't find all security groups: requested ids [sg-] but found []")]
    [InlineData("SG-1", "couldn't find all security groups: requested names [SG-1] but found []")]
    [InlineData("db api db", "sg-4 sg-5")]
    [InlineData("api sg-1 db sg-2", "sg-1 sg-2 sg-4 sg-5")]
    [InlineData("sg-2 sg-1", "sg-1 sg-2")]
    [InlineData("front sg-1", "sg-1 sg-1 sg-2 sg-3")]
    [InlineData("front front", "sg-1 sg-2 sg-3")]
    [InlineData("front none none nil", "couldn't find all security groups: requested names [front, none, nil] but found [front]")]
    [InlineData("db sg-8 none sg-1", "couldn't find all security groups: requested ids [sg-8, sg-1] but found [sg-1], requested names [db, none] but found [db]")]
    [InlineData("db sg-1 sg-1", "couldn't find all security groups: requested ids [sg-1, sg-1] but found [sg-1]")]
    public async Task Resolve_NamesAndIds(string wanted, string expected)
    {
        var resolver = new SecurityGroupResolver(new NetworkSnapshot
        {
            SecurityGroups = [new("sg-1", "front"), new("sg-2", "front"), new("sg-3", "front"), new("sg-4", "db"), new("sg-5", "api"), new("sg-6", null)],
        });
        string[] list = wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        try
        {
            Assert.Equal(expected, string.Join(' ', await resolver.ResolveAsync(list, TestContext.Current.CancellationToken)));
        }
        catch (AlbModelException exception)
        {
            Assert.Equal(expected, exception.Message);
        }
    }

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
