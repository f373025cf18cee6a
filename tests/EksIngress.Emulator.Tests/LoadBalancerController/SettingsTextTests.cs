using System.Text.Json;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.Emulator.LoadBalancerController.Deploy;
using Action = Amazon.ElasticLoadBalancingV2.Model.Action;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>What of a rule in AWS counts as the rule that is wanted.</summary>
public sealed class SettingsTextTests
{
    /// <summary>Wanted, observed, and whether they are the same: forward actions as JSON of the SDK's names.</summary>
    public static TheoryData<string, string, bool> Forwards => new()
    {
        { Forward("a=1,b=2"), Forward("b=2,a=1"), true },
        { Forward("a=1,b=2"), Forward("a=2,b=1"), false },
        { Forward("a=1"), Forward("a=7"), true },
        { Forward("a,b=2"), Forward("a=1,b=2"), false },
        { Forward("a=1"), Forward("a=1", "true,60"), true },
        { Forward("a=1", "false,"), Forward("a=1", "true,60"), false },
        { Forward("a=1", "false,"), Forward("a=1", "false,60"), false },
        { Forward("a=1", "true,60"), Forward("a=1", "true,60"), true },
        { Forward("a=1", "true,60"), Forward("a=1"), false },
    };

    [Theory]
    [MemberData(nameof(Forwards))]
    public void Forward_AgainstWhatIsThere_CountsAsUpstreamCounts(string wanted, string observed, bool same)
    {
        var (left, right) = (Read(wanted), Read(observed));
        var sticky = SettingsText.HasStickiness(left);

        Assert.Equal(same, SettingsText.Of(left, sticky) == SettingsText.Of(right, sticky));
    }

    [Fact]
    public void FixedResponse_WithoutABody_IsNotOneWithAnEmptyBody()
    {
        Action Fixed(string? body) => new() { Type = ActionTypeEnum.FixedResponse, FixedResponseConfig = new() { StatusCode = "404", MessageBody = body } };

        Assert.NotEqual(SettingsText.Of([Fixed(null)], false), SettingsText.Of([Fixed("")], false));
    }

    [Fact]
    public void Redirect_PartsThatKeepTheRequests_AreTheSameAsNone()
    {
        Action Redirect(string? path, string? query) => new() { Type = ActionTypeEnum.Redirect, RedirectConfig = new() { Path = path, Query = query, StatusCode = RedirectActionStatusCodeEnum.HTTP_301 } };

        Assert.Equal(SettingsText.Of([Redirect(null, null)], false), SettingsText.Of([Redirect("/#{path}", "#{query}")], false));
        Assert.NotEqual(SettingsText.Of([Redirect(null, null)], false), SettingsText.Of([Redirect(null, "")], false));
    }

    [Fact]
    public void Conditions_AreComparedByFieldAndThoseOfOneFieldInTheirOrder()
    {
        RuleCondition Path(params string[] values) => new() { Field = "path-pattern", PathPatternConfig = new() { Values = [.. values] } };
        RuleCondition Header(string name) => new() { Field = "http-header", HttpHeaderConfig = new() { HttpHeaderName = name, Values = ["1"] } };

        Assert.Equal(SettingsText.Of([Path("/a"), Header("x")]), SettingsText.Of([Header("x"), Path("/a")]));
        Assert.NotEqual(SettingsText.Of([Header("x"), Header("y")]), SettingsText.Of([Header("y"), Header("x")]));
        Assert.NotEqual(SettingsText.Of([Path("/a|/b")]), SettingsText.Of([Path("/a", "/b")]));
        Assert.NotEqual(SettingsText.Of([Path("/a", "/b")]), SettingsText.Of([Path("/b", "/a")]));
    }

    private static string Forward(string groups, string stickiness = "") => $"{groups};{stickiness}";

    private static List<Action> Read(string text)
    {
        var (groups, stickiness) = (text.Split(';')[0], text.Split(';')[1].Split(','));
        return
        [
            new()
            {
                Type = ActionTypeEnum.Forward,
                ForwardConfig = new()
                {
                    TargetGroups =
                    [
                        .. groups.Split(',').Select(group => group.Split('=')).Select(parts => new TargetGroupTuple
                        {
                            TargetGroupArn = parts[0],
                            Weight = parts.Length == 1 ? null : JsonSerializer.Deserialize<int>(parts[1]),
                        }),
                    ],
                    TargetGroupStickinessConfig = stickiness.Length == 1
                        ? null
                        : new() { Enabled = stickiness[0] == "true", DurationSeconds = stickiness[1].Length == 0 ? null : JsonSerializer.Deserialize<int>(stickiness[1]) },
                },
            },
        ];
    }
}
