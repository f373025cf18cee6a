using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;

namespace StandIns.Tests.Aws;

public sealed class QueryWireTests
{
    [Fact]
    public async Task CreateListener_NestedListsAndStructures_AreSentFlat()
    {
        await using var server = await WireServer.StartAsync(CannedResponse.Xml("<CreateListenerResponse/>"));
        using var client = Clients.ElbV2(server);

        await client.CreateListenerAsync(
            new()
            {
                LoadBalancerArn = "lb",
                Port = 443,
                Protocol = ProtocolEnum.HTTPS,
                Certificates = [],
                DefaultActions =
                [
                    new()
                    {
                        Type = ActionTypeEnum.Forward,
                        Order = 1,
                        ForwardConfig = new()
                        {
                            TargetGroups = [new() { TargetGroupArn = "tg-1", Weight = 0 }, new() { TargetGroupArn = "tg-2", Weight = 100 }],
                            TargetGroupStickinessConfig = new() { Enabled = false },
                        },
                    },
                ],
            },
            TestContext.Current.CancellationToken);

        var request = Assert.Single(server.Requests);
        Assert.Equal("POST /", $"{request.Method} {request.Target}");
        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", request.Headers["Content-Type"].ToString());
        Assert.Contains("/eu-west-1/elasticloadbalancing/aws4_request", request.Headers["Authorization"].ToString(), StringComparison.Ordinal);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Action"] = "CreateListener",
                ["Version"] = "2015-12-01",
                ["LoadBalancerArn"] = "lb",
                ["Port"] = "443",
                ["Protocol"] = "HTTPS",
                ["Certificates"] = "",
                ["DefaultActions.member.1.Type"] = "forward",
                ["DefaultActions.member.1.Order"] = "1",
                ["DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn"] = "tg-1",
                ["DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.Weight"] = "0",
                ["DefaultActions.member.1.ForwardConfig.TargetGroups.member.2.TargetGroupArn"] = "tg-2",
                ["DefaultActions.member.1.ForwardConfig.TargetGroups.member.2.Weight"] = "100",
                ["DefaultActions.member.1.ForwardConfig.TargetGroupStickinessConfig.Enabled"] = "false",
            },
            request.Form);
    }

    [Fact]
    public async Task CreateRule_Map_IsSentAsEntries()
    {
        await using var server = await WireServer.StartAsync(CannedResponse.Xml("<CreateRuleResponse/>"));
        using var client = Clients.ElbV2(server);

        await client.CreateRuleAsync(
            new()
            {
                ListenerArn = "l",
                Actions = [new() { Type = ActionTypeEnum.AuthenticateOidc, AuthenticateOidcConfig = new() { AuthenticationRequestExtraParams = new() { ["display"] = "page" } } }],
            },
            TestContext.Current.CancellationToken);

        var form = server.Requests.Single().Form;
        Assert.Equal("display", form["Actions.member.1.AuthenticateOidcConfig.AuthenticationRequestExtraParams.entry.1.key"]);
        Assert.Equal("page", form["Actions.member.1.AuthenticateOidcConfig.AuthenticationRequestExtraParams.entry.1.value"]);
    }

    [Fact]
    public async Task DescribeTargetHealth_Answer_IsRead()
    {
        await using var server = await WireServer.StartAsync(CannedResponse.Xml("""
            <DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
              <DescribeTargetHealthResult><TargetHealthDescriptions>
                <member><HealthCheckPort>8080</HealthCheckPort><Target><Id>127.77.0.5</Id><Port>8080</Port></Target>
                  <TargetHealth><State>unhealthy.draining</State><Reason>Target.FailedHealthChecks</Reason></TargetHealth></member>
                <member><Target><Id>127.77.0.6</Id></Target><TargetHealth><State>sleeping</State></TargetHealth></member>
              </TargetHealthDescriptions></DescribeTargetHealthResult>
              <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
            </DescribeTargetHealthResponse>
            """));
        using var client = Clients.ElbV2(server);

        var response = await client.DescribeTargetHealthAsync(
            new() { TargetGroupArn = "tg", Targets = [new() { Id = "i", Port = 80 }] }, TestContext.Current.CancellationToken);

        Assert.Equal("r-1", response.ResponseMetadata.RequestId);
        Assert.Equal(["127.77.0.5", "127.77.0.6"], response.TargetHealthDescriptions.Select(found => found.Target.Id));
        Assert.Equal(8080, response.TargetHealthDescriptions[0].Target.Port);
        Assert.Null(response.TargetHealthDescriptions[1].Target.Port);
        Assert.Equal(TargetHealthStateEnum.UnhealthyDraining, response.TargetHealthDescriptions[0].TargetHealth.State);
        Assert.Equal(TargetHealthReasonEnum.TargetFailedHealthChecks, response.TargetHealthDescriptions[0].TargetHealth.Reason);
        Assert.Equal("sleeping", response.TargetHealthDescriptions[1].TargetHealth.State.Value);
        Assert.Equal("80", server.Requests[0].Form["Targets.member.1.Port"]);
    }

    [Fact]
    public async Task GetRole_Answer_IsReadAndTheTrustPolicyStaysEncodedAsTheServiceSendsIt()
    {
        await using var server = await WireServer.StartAsync(CannedResponse.Xml("""
            <GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role>
              <Path>/</Path><RoleName>pod</RoleName><CreateDate>2026-01-02T03:04:05Z</CreateDate><MaxSessionDuration>3600</MaxSessionDuration>
              <AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument>
              <Tags><member><Key>k</Key><Value>v</Value></member></Tags></Role></GetRoleResult>
              <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></GetRoleResponse>
            """));
        using var client = Clients.Iam(server);

        var role = (await client.GetRoleAsync(new() { RoleName = "pod" }, TestContext.Current.CancellationToken)).Role;

        Assert.Equal("%7B%7D", role.AssumeRolePolicyDocument);
        Assert.Equal(3600, role.MaxSessionDuration);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), role.CreateDate);
        Assert.Equal("k=v", string.Join(',', role.Tags.Select(tag => $"{tag.Key}={tag.Value}")));
        Assert.Equal("2010-05-08", server.Requests[0].Form["Version"]);
    }

    [Theory]
    [InlineData("NoSuchEntity", typeof(NoSuchEntityException))]
    [InlineData("NoSuchEntityException", typeof(NoSuchEntityException))]
    [InlineData("EntityAlreadyExists", typeof(AmazonIdentityManagementServiceException))] // not modelled by GetRole
    [InlineData("AccessDenied", typeof(AmazonIdentityManagementServiceException))]
    public async Task GetRole_Error_ThrowsWhatTheOperationModels(string code, Type expected)
    {
        await using var server = await WireServer.StartAsync(CannedResponse.Xml(
            $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>why</Message></Error><RequestId>r-9</RequestId></ErrorResponse>", 404));
        using var client = Clients.Iam(server);

        var exception = await Assert.ThrowsAnyAsync<AmazonIdentityManagementServiceException>(
            () => client.GetRoleAsync(new() { RoleName = "pod" }, TestContext.Current.CancellationToken));

        Assert.IsType(expected, exception);
        Assert.Equal((code, "why", "r-9"), (exception.ErrorCode, exception.Message, exception.RequestId));
    }

    [Fact]
    public async Task CreateListener_ErrorNamedOtherwiseOnTheWire_ThrowsItsType()
    {
        await using var server = await WireServer.StartAsync(CannedResponse.Xml(
            "<ErrorResponse><Error><Type>Sender</Type><Code>ALPNPolicyNotFound</Code><Message>m</Message></Error></ErrorResponse>", 400));
        using var client = Clients.ElbV2(server);

        await Assert.ThrowsAsync<ALPNPolicyNotSupportedException>(
            () => client.CreateListenerAsync(new(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ListRoles_Throttled_IsRetried()
    {
        var throttled = CannedResponse.Xml("<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>", 400);
        await using var server = await WireServer.StartAsync(throttled, CannedResponse.Xml(
            "<ListRolesResponse><ListRolesResult><IsTruncated>true</IsTruncated><Marker>m</Marker><Roles/></ListRolesResult></ListRolesResponse>"));
        using var client = Clients.Iam(server, retries: 1);

        var response = await client.ListRolesAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Requests.Count);
        Assert.True(response.IsTruncated);
        Assert.Equal("m", response.Marker);
        Assert.Empty(response.Roles);
    }
}
