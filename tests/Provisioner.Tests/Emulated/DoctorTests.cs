using System.Text.Json.Nodes;
using Amazon.IdentityManagement.Model;
using k8s;
using k8s.Models;

namespace EksIngress.Provisioner.Tests.Emulated;

/// <summary>Each link of the controller's chain, broken in turn and mended again.</summary>
public sealed class DoctorTests(DoctorFixture world) : IClassFixture<DoctorFixture>
{
    private const string Account = "arn:aws:iam::000000000000:";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doctor_WholeChain_SaysThatItHolds()
    {
        var (code, text) = await world.DoctorTextAsync();

        Assert.Equal(0, code);
        Assert.Contains("The chain holds." + Environment.NewLine, text, StringComparison.Ordinal);
        Assert.DoesNotContain("BROKEN", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_CaFile_WritesTheAuthorityAndSaysHowToTrustIt()
    {
        var file = Path.Combine(world.Folder, "ca-of-the-emulator.pem");

        var (code, text) = await world.DoctorTextAsync("--ca-file", file);

        Assert.Equal(0, code);
        Assert.Equal(await File.ReadAllTextAsync(world.CaFile, Token), await File.ReadAllTextAsync(file, Token));
        Assert.Contains($"curl --cacert {file} https://", text, StringComparison.Ordinal);
        Assert.Contains("update-ca-certificates", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ServiceAccountWithoutRole_NamesTheAnnotationAndTheCommand()
    {
        var (code, answer) = await world.DoctorAsync("--namespace", "kube-system", "--service-account", "default");

        Assert.Equal(1, code);
        AssertBroken(answer, "annotation", "no such annotation", "kubectl annotate serviceaccount default --namespace kube-system");
    }

    [Fact]
    public async Task Doctor_NoSuchCluster_SaysSo()
    {
        var (code, answer) = await world.DoctorAsync("--cluster-name", "none");

        Assert.Equal(1, code);
        AssertBroken(answer, "cluster", "there is none", "aws eks list-clusters");
    }

    [Fact]
    public async Task Doctor_NoSuchServiceAccount_SaysSo()
    {
        var (_, answer) = await world.DoctorAsync("--service-account", "none");

        AssertBroken(answer, "service account", "there is none of that name", "kubectl create serviceaccount none --namespace kube-system --dry-run=client -o yaml | kubectl apply -f -");
    }

    [Fact]
    public async Task Doctor_ProviderMissingOrWithoutAudience_NamesItAndTheCommand()
    {
        var arn = $"{Account}oidc-provider/{world.Issuer["https://".Length..]}";
        await world.Aws.Iam.DeleteOpenIDConnectProviderAsync(new DeleteOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn }, Token);
        var (_, missing) = await world.DoctorAsync();
        await world.Aws.Iam.CreateOpenIDConnectProviderAsync(new CreateOpenIDConnectProviderRequest { Url = world.Issuer, ClientIDList = ["other"] }, Token);
        var (_, audience) = await world.DoctorAsync();
        await world.Aws.Iam.AddClientIDToOpenIDConnectProviderAsync(
            new AddClientIDToOpenIDConnectProviderRequest { OpenIDConnectProviderArn = arn, ClientID = "sts.amazonaws.com" }, Token);

        AssertBroken(missing, "OIDC provider", "the account has none", $"aws iam create-open-id-connect-provider --url {world.Issuer}");
        AssertBroken(audience, "audience", "other", $"aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn {arn}");
        Assert.Equal(0, (await world.DoctorAsync()).Code);
    }

    [Theory]
    [InlineData("other service account", ":aws-load-balancer-controller", ":other", "sub to be system:serviceaccount:kube-system:other, and sent is system:serviceaccount:kube-system:aws-load-balancer-controller")]
    [InlineData("other namespace", ":kube-system:", ":default:", "sub to be system:serviceaccount:default:aws-load-balancer-controller, and sent is system:serviceaccount:kube-system:aws-load-balancer-controller")]
    [InlineData("other audience", "\"sts.amazonaws.com\"", "\"other\"", "aud to be other, and sent is sts.amazonaws.com")]
    [InlineData("other provider", "oidc-provider/oidc.eks", "oidc-provider/x.eks", "its principal is")]
    [InlineData("other action", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRole", "its action is sts:AssumeRole")]
    [InlineData("wildcard to the letter", ":aws-load-balancer-controller", ":*", "wildcards need StringLike")]
    [InlineData("denied", "\"Allow\"", "\"Deny\"", "a statement denies it")]
    public async Task Doctor_TrustPolicyBroken_NamesWhatDoesNotFit(string mutation, string from, string to, string found)
    {
        var role = (await world.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = world.ControllerRole }, Token)).Role;
        var trust = Uri.UnescapeDataString(role.AssumeRolePolicyDocument);
        Assert.Contains(from, trust, StringComparison.Ordinal);
        await TrustAsync(trust.Replace(from, to, StringComparison.Ordinal));

        var (code, answer) = await world.DoctorAsync();
        await TrustAsync(trust);

        Assert.True(code == 1, mutation);
        AssertBroken(answer, "trust policy", found, $"aws iam update-assume-role-policy --role-name {world.ControllerRole}");
    }

    [Theory]
    [InlineData("null", "annotation", "no such annotation")]
    [InlineData("\"arn:aws:iam::111111111111:role/a\"", "annotation", "111111111111")]
    [InlineData("\"arn:aws:iam::000000000000:role/none\"", "role", "there is no such role")]
    public async Task Doctor_AnnotationBroken_SuggestsTheRoleThatTrustsTheAccount(string value, string link, string found)
    {
        var role = $"{Account}role/{world.ControllerRole}";
        await AnnotateAsync(value);

        var (_, answer) = await world.DoctorAsync();
        await AnnotateAsync($"\"{role}\"");

        AssertBroken(answer, link, found, $"eks.amazonaws.com/role-arn={role}");
    }

    [Fact]
    public async Task Doctor_AnnotationChangedAfterThePods_NamesThePod()
    {
        var role = (await world.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = world.ControllerRole }, Token)).Role;
        var copy = (await world.Aws.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = $"{world.Name}-copy", AssumeRolePolicyDocument = Uri.UnescapeDataString(role.AssumeRolePolicyDocument) }, Token)).Role;
        await AnnotateAsync($"\"{copy.Arn}\"");

        var (_, answer) = await world.DoctorAsync();
        await AnnotateAsync($"\"{role.Arn}\"");
        await world.Aws.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = copy.RoleName }, Token);

        AssertBroken(answer, "pods", $"has AWS_ROLE_ARN={role.Arn}", "kubectl delete pod aws-load-balancer-controller-");
    }

    /// <summary>Statements of the controller's policy, by their place, and the first call that fails without each.</summary>
    [Fact]
    public async Task Doctor_EachActionOfThePolicyTakenAway_NamesThatCallFirst()
    {
        var document = JsonNode.Parse(world.PolicyDocument)!;
        var mutations = document["Statement"]!.AsArray()
            .SelectMany((statement, place) => Actions(statement!).Select(action => (Place: place, Action: action)))
            .ToList();
        var (checkedCount, unseen) = (0, new List<string>());
        try
        {
            foreach (var (place, action) in mutations)
            {
                var mutated = document.DeepClone();
                var statement = mutated["Statement"]![place]!.AsObject();
                var rest = Actions(statement).Where(other => other != action).ToList();
                if (rest.Count == 0)
                {
                    mutated["Statement"]!.AsArray().RemoveAt(place);
                }
                else
                {
                    statement["Action"] = new JsonArray([.. rest.Select(other => (JsonNode)other)]);
                }

                await world.UsePolicyAsync(mutated.ToJsonString());
                var (code, answer) = await world.DoctorAsync();
                await world.RestorePolicyAsync();
                if (code == 0)
                {
                    unseen.Add(action);
                    continue;
                }

                AssertBroken(answer, "permissions", "no policy of the role allows it", $"aws iam put-role-policy --role-name {world.ControllerRole}");
                // The service calls it SetWebACL.
                Assert.Contains($"may {action} on", Expected(answer), StringComparison.OrdinalIgnoreCase);
                checkedCount++;
            }
        }
        finally
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{checkedCount} mutations named; not among the controller's calls: {string.Join(", ", unseen)}");
        }

        Assert.True(checkedCount >= 60, $"{checkedCount} mutations were named.");
    }

    [Fact]
    public async Task Explain_PolicyLost_SaysOnePolicyThatMendsAllRequests()
    {
        await world.UsePolicyAsync("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}""");

        var broken = await world.ExplainAsync();
        var fix = broken["links"]!.AsArray()[^1]!["fix"]!.GetValue<string>();
        var document = fix[(fix.IndexOf("'{", StringComparison.Ordinal) + 1)..fix.LastIndexOf('\'')];
        await world.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = world.ControllerRole, PolicyName = "missing-permission", PolicyDocument = document }, Token);
        var mended = await world.ExplainAsync();
        await world.Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = world.ControllerRole, PolicyName = "missing-permission" }, Token);
        await world.RestorePolicyAsync();

        Assert.Equal(("permissions", "holds"), (broken["brokenLink"]!.GetValue<string>(), mended["verdict"]!.GetValue<string>()));
        Assert.StartsWith($"aws iam put-role-policy --role-name {world.ControllerRole} --policy-name missing-permission", fix, StringComparison.Ordinal);
        Assert.InRange(document.Length, 2000, 10_240);
    }

    // Inline policies of a role have 10,240 characters: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    [Fact]
    public async Task Doctor_PolicyLost_SaysOnePolicyThatMendsAllCalls()
    {
        await world.UsePolicyAsync("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}""");

        var (_, answer) = await world.DoctorAsync();
        AssertBroken(answer, "permissions", "no policy of the role allows it (", "put-role-policy");
        var fix = answer["links"]!.AsArray()[^1]!["fix"]!.GetValue<string>();
        var document = fix[(fix.IndexOf("'{", StringComparison.Ordinal) + 1)..fix.LastIndexOf('\'')];
        await world.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = world.ControllerRole, PolicyName = "missing-permission", PolicyDocument = document }, Token);
        var (code, _) = await world.DoctorAsync();
        await world.Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = world.ControllerRole, PolicyName = "missing-permission" }, Token);
        await world.RestorePolicyAsync();

        Assert.Equal(0, code);
        Assert.InRange(document.Length, 2000, 10_240);
    }

    [Fact]
    public async Task Doctor_ConditionsOfThePolicyBroken_NamesTheCallWithItsKeys()
    {
        var mutated = world.PolicyDocument.Replace("elbv2.k8s.aws/cluster", "elbv2.k8s.aws/clusters", StringComparison.Ordinal);
        await world.UsePolicyAsync(mutated);

        var (_, answer) = await world.DoctorAsync();
        await world.RestorePolicyAsync();

        AssertBroken(answer, "permissions", "no policy of the role allows it", "\"StringEquals\"");
        Assert.Contains("with aws:RequestTag/elbv2.k8s.aws/cluster=", Expected(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ExplicitDeny_NamesPolicyAndLine()
    {
        await world.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest
            {
                RoleName = world.ControllerRole,
                PolicyName = "no-rules",
                PolicyDocument = "{\"Version\":\"2012-10-17\",\n\"Statement\":[\n{\"Effect\":\"Deny\",\"Action\":\"elasticloadbalancing:CreateRule\",\"Resource\":\"*\"}]}",
            },
            Token);

        var (_, answer) = await world.DoctorAsync();
        await world.Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = world.ControllerRole, PolicyName = "no-rules" }, Token);

        AssertBroken(answer, "permissions", "policy no-rules, line 3, denies it", "take the Deny out of policy no-rules");
    }

    private static void AssertBroken(JsonNode answer, string link, string found, string fix)
    {
        Assert.Equal(link, answer["brokenLink"]?.GetValue<string>());
        var last = answer["links"]!.AsArray()[^1]!;
        Assert.Contains(found, last["found"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(fix, last["fix"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Expected(JsonNode answer) => answer["links"]!.AsArray()[^1]!["expected"]!.GetValue<string>();

    private static List<string> Actions(JsonNode statement) =>
        statement["Action"] is JsonArray actions ? [.. actions.Select(action => action!.GetValue<string>())] : [statement["Action"]!.GetValue<string>()];

    private Task TrustAsync(string document) =>
        world.Aws.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = world.ControllerRole, PolicyDocument = document }, Token);

    private Task AnnotateAsync(string value) =>
        world.Kubernetes.CoreV1.PatchNamespacedServiceAccountAsync(
            new V1Patch("""{"metadata":{"annotations":{"eks.amazonaws.com/role-arn":VALUE}}}""".Replace("VALUE", value, StringComparison.Ordinal), V1Patch.PatchType.MergePatch),
            "aws-load-balancer-controller",
            "kube-system",
            cancellationToken: Token);
}
