using System.Collections.Immutable;
using Amazon.CertificateManager.Model;
using Amazon.EC2.Model;
using Amazon.EKS.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using EksIngress.Emulator.Aws.Iam;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Signing;

/// <summary>What each protocol answers to credentials that were good a moment ago.</summary>
public sealed class ExpiredSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_SessionOver_IsToldSoInTheServicesOwnWords()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await AwsTestbed.StartAsync(Token, time);
        var role = await bed.CreateRoleAsync("operator", """{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}""", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        var credentials = Issue(bed, role.RoleId, TimeSpan.FromMinutes(1));
        var calls = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["sts"] = () => bed.StsAs(credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Token),
            ["iam"] = () => bed.IamAs(credentials).ListRolesAsync(new ListRolesRequest(), Token),
            ["ec2"] = () => bed.Ec2As(credentials).DescribeVpcsAsync(new DescribeVpcsRequest(), Token),
            ["eks"] = () => bed.EksAs(credentials).ListClustersAsync(new ListClustersRequest(), Token),
            ["acm"] = () => bed.AcmAs(credentials).ListCertificatesAsync(new ListCertificatesRequest(), Token),
        };
        foreach (var call in calls.Values)
        {
            await call();
        }

        time.Advance(TimeSpan.FromMinutes(1));

        var codes = new List<string>();
        foreach (var (service, call) in calls)
        {
            codes.Add($"{service} {(await Assert.ThrowsAnyAsync<AmazonServiceException>(call)).ErrorCode}");
        }

        Assert.Equal(["sts ExpiredToken", "iam ExpiredToken", "ec2 RequestExpired", "eks ExpiredTokenException", "acm ExpiredTokenException"], codes);
    }

    // STS gives no session of less than a quarter of an hour, and after that the clocks of SDK and emulator would be too far apart.
    private static SessionAWSCredentials Issue(AwsTestbed bed, string roleId, TimeSpan lifetime)
    {
        var none = ImmutableDictionary<string, string>.Empty;
        var session = new IamPrincipal.RoleSession(roleId, "s1", bed.Emulator.Services.GetRequiredService<TimeProvider>().GetUtcNow(), null, none, none);
        var issued = bed.Emulator.Services.GetRequiredService<CredentialStore>().Issue(session, lifetime);
        return new SessionAWSCredentials(issued.AccessKeyId, issued.SecretAccessKey, issued.SessionToken);
    }
}
