using System.Text.Json;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.Runtime;

namespace StandIns.Tests.Aws;

public sealed class EksWireTests
{
    private const string Arn = "arn:aws:iam::000000000000:role/x";

    public static TheoryData<string, Func<AmazonEKSClient, Task>, string, string?> Calls => new()
    {
        { "list clusters", eks => eks.ListClustersAsync(new() { MaxResults = 5, NextToken = "a b", Include = ["all"] }), "GET /clusters?include=all&maxResults=5&nextToken=a%20b", null },
        { "describe cluster", eks => eks.DescribeClusterAsync(new() { Name = "shop" }), "GET /clusters/shop", null },
        { "delete cluster", eks => eks.DeleteClusterAsync(new() { Name = "shop" }), "DELETE /clusters/shop", null },
        {
            "create node group",
            eks => eks.CreateNodegroupAsync(new()
            {
                ClusterName = "shop", NodegroupName = "workers", NodeRole = Arn, ClientRequestToken = "t", Subnets = ["s-1", "s-2"], InstanceTypes = [],
                ScalingConfig = new() { MinSize = 0, MaxSize = 3, DesiredSize = 2 }, CapacityType = CapacityTypes.SPOT, Labels = new() { ["Zone"] = "é" },
            }),
            "POST /clusters/shop/node-groups",
            """{"capacityType":"SPOT","clientRequestToken":"t","instanceTypes":[],"labels":{"Zone":"é"},"nodegroupName":"workers","nodeRole":"arn:aws:iam::000000000000:role/x","scalingConfig":{"desiredSize":2,"maxSize":3,"minSize":0},"subnets":["s-1","s-2"]}"""
        },
        { "describe node group", eks => eks.DescribeNodegroupAsync(new() { ClusterName = "shop", NodegroupName = "workers" }), "GET /clusters/shop/node-groups/workers", null },
        { "delete access entry", eks => eks.DeleteAccessEntryAsync(new() { ClusterName = "shop", PrincipalArn = Arn }), "DELETE /clusters/shop/access-entries/arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Fx", null },
        {
            "associate access policy",
            eks => eks.AssociateAccessPolicyAsync(new()
            {
                ClusterName = "shop", PrincipalArn = Arn, PolicyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                AccessScope = new() { Type = AccessScopeType.Cluster },
            }),
            "POST /clusters/shop/access-entries/arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Fx/access-policies",
            """{"accessScope":{"type":"cluster"},"policyArn":"arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"}"""
        },
        {
            "associate a pod identity",
            eks => eks.CreatePodIdentityAssociationAsync(new() { ClusterName = "shop", Namespace = "default", ServiceAccount = "web", RoleArn = Arn, ClientRequestToken = "t", DisableSessionTags = true }),
            "POST /clusters/shop/pod-identity-associations",
            """{"clientRequestToken":"t","disableSessionTags":true,"namespace":"default","roleArn":"arn:aws:iam::000000000000:role/x","serviceAccount":"web"}"""
        },
        { "list pod identities", eks => eks.ListPodIdentityAssociationsAsync(new() { ClusterName = "shop", Namespace = "a", ServiceAccount = "b", MaxResults = 1 }), "GET /clusters/shop/pod-identity-associations?maxResults=1&namespace=a&serviceAccount=b", null },
        { "delete a pod identity", eks => eks.DeletePodIdentityAssociationAsync(new() { ClusterName = "shop", AssociationId = "a-1" }), "DELETE /clusters/shop/pod-identity-associations/a-1", null },
        { "describe add-on configuration", eks => eks.DescribeAddonConfigurationAsync(new() { AddonName = "coredns", AddonVersion = "v1" }), "GET /addons/configuration-schemas?addonName=coredns&addonVersion=v1", null },
        { "untag", eks => eks.UntagResourceAsync(new() { ResourceArn = "arn:aws:eks:r:a:cluster/x", TagKeys = ["a", "b"] }), "DELETE /tags/arn%3Aaws%3Aeks%3Ar%3Aa%3Acluster%2Fx?tagKeys=a&tagKeys=b", null },
        { "update config", eks => eks.UpdateClusterConfigAsync(new() { Name = "shop", ClientRequestToken = "t", ResourcesVpcConfig = new() { EndpointPrivateAccess = false } }), "POST /clusters/shop/update-config", """{"clientRequestToken":"t","resourcesVpcConfig":{"endpointPrivateAccess":false}}""" },
        { "tag", eks => eks.TagResourceAsync(new() { ResourceArn = "a", Tags = new() { ["k"] = "v" } }), "POST /tags/a", """{"tags":{"k":"v"}}""" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_IsSentAsTheApiReferenceSays(string name, Func<AmazonEKSClient, Task> call, string requestLine, string? body)
    {
        ArgumentNullException.ThrowIfNull(call);
        await using var server = await WireServer.StartAsync(new CannedResponse(200, "{}"));
        using var client = Clients.Eks(server);

        await call(client);

        var request = Assert.Single(server.Requests);
        Assert.True(requestLine == $"{request.Method} {request.Target}", $"{name}: {request.Method} {request.Target}");
        Assert.Equal(body is null ? "" : Normalize(body), request.Body.Length == 0 ? "" : Normalize(request.Body));
        Assert.Contains("/eu-west-1/eks/aws4_request", request.Headers["Authorization"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescribeCluster_AnswerWithUnknownMembersAndValues_KeepsWhatItKnows()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(200, """
            {"cluster":{"name":"shop","status":"HIBERNATING","createdAt":1.767323045E9,"arn":null,"newMember":{"a":[1]},
             "resourcesVpcConfig":{"subnetIds":["s-1"],"endpointPublicAccess":true},"identity":{"oidc":{"issuer":"https://i"}},
             "tags":{"k":"v"},"health":{"issues":[{"code":"AccessDenied","resourceIds":["r"]}]}}}
            """));
        using var client = Clients.Eks(server);

        var response = await client.DescribeClusterAsync(new() { Name = "shop" }, TestContext.Current.CancellationToken);

        var cluster = response.Cluster;
        Assert.Equal("HIBERNATING", cluster.Status.Value);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), cluster.CreatedAt);
        Assert.Equal(DateTimeKind.Utc, cluster.CreatedAt!.Value.Kind);
        Assert.Null(cluster.Arn);
        Assert.Null(cluster.ResourcesVpcConfig.SecurityGroupIds);
        Assert.Null(cluster.ResourcesVpcConfig.EndpointPrivateAccess);
        Assert.True(cluster.ResourcesVpcConfig.EndpointPublicAccess);
        Assert.Equal("https://i", cluster.Identity.Oidc.Issuer);
        Assert.Equal(ClusterIssueCode.AccessDenied, Assert.Single(cluster.Health.Issues).Code);
        Assert.Equal("11111111-2222-3333-4444-555555555555", response.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task CreateCluster_SentTwice_MakesATokenPerCallAndKeepsItAcrossRetries()
    {
        await using var server = await WireServer.StartAsync(
            new CannedResponse(503, "<html>busy</html>", "text/html"), new CannedResponse(400, """{"message":"slow down"}""", ErrorType: "ThrottlingException"), new CannedResponse(200, "{}"));
        using var client = Clients.Eks(server, retries: 2);
        var request = new CreateClusterRequest { Name = "shop", RoleArn = Arn };

        await client.CreateClusterAsync(request, TestContext.Current.CancellationToken);
        await client.CreateClusterAsync(request, TestContext.Current.CancellationToken);

        var tokens = server.Requests.Select(sent => JsonDocument.Parse(sent.Body).RootElement.GetProperty("clientRequestToken").GetString()).ToList();
        Assert.Equal(4, tokens.Count);
        Assert.Single(tokens[..3].Distinct());
        Assert.NotEqual(tokens[0], tokens[3]);
        Assert.Null(request.ClientRequestToken);
    }

    [Theory]
    [InlineData("ResourceInUseException", typeof(ResourceInUseException))]
    [InlineData("ResourceInUseException:http://internal.amazon.com/coral/", typeof(ResourceInUseException))]
    [InlineData("ResourceNotFoundException", typeof(AmazonEKSException))] // not modelled by CreateCluster
    [InlineData("AccessDeniedException", typeof(AmazonEKSException))]
    public async Task CreateCluster_Error_ThrowsWhatTheOperationModels(string header, Type expected)
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(409, """{"message":"exists","clusterName":"shop"}""", ErrorType: header));
        using var client = Clients.Eks(server);

        var exception = await Assert.ThrowsAnyAsync<AmazonEKSException>(
            () => client.CreateClusterAsync(new() { Name = "shop" }, TestContext.Current.CancellationToken));

        Assert.IsType(expected, exception);
        Assert.Equal(header.Split(':')[0], exception.ErrorCode);
        Assert.Equal("exists", exception.Message);
        Assert.Equal(409, (int)exception.StatusCode);
        Assert.Equal("11111111-2222-3333-4444-555555555555", exception.RequestId);
        Assert.True(exception is not ResourceInUseException inUse || inUse.ClusterName == "shop");
    }

    [Fact]
    public async Task DescribeCluster_ErrorCodeInTheBody_IsUsed()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(404, """{"__type":"com.amazonaws.eks#ResourceNotFoundException","message":"no"}"""));
        using var client = Clients.Eks(server);

        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => client.DescribeClusterAsync(new() { Name = "shop" }, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("<html>Bad Gateway</html>")]
    [InlineData("")]
    public async Task DescribeCluster_ErrorThatIsNotFromAws_ThrowsTheBaseExceptionWithTheStatus(string body)
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(502, body, "text/html"));
        using var client = Clients.Eks(server);

        var exception = await Assert.ThrowsAsync<AmazonEKSException>(
            () => client.DescribeClusterAsync(new() { Name = "shop" }, TestContext.Current.CancellationToken));

        Assert.Equal(502, (int)exception.StatusCode);
    }

    [Fact]
    public async Task DescribeCluster_WithoutAName_FailsBeforeAnythingIsSent()
    {
        await using var server = await WireServer.StartAsync(new CannedResponse(200, "{}"));
        using var client = Clients.Eks(server);

        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(
            () => client.DescribeClusterAsync(new(), TestContext.Current.CancellationToken));

        Assert.Contains("Name", exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static string Normalize(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(Sort(document.RootElement));
    }

    private static object? Sort(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new SortedDictionary<string, object?>(
            json.EnumerateObject().ToDictionary(member => member.Name, member => Sort(member.Value)), StringComparer.Ordinal),
        JsonValueKind.Array => json.EnumerateArray().Select(Sort).ToList(),
        _ => json.Clone(),
    };
}
