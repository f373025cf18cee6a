using System.Text;
using Amazon.Runtime;
using EksIngress.Emulator.Tests.Aws.Paging;
using Microsoft.Extensions.Time.Testing;

namespace EksIngress.Emulator.Tests.Aws.Iam;

/// <summary>What the account tells of its keys, and of what it does not have.</summary>
public sealed class AccountReportTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private AwsTestbed _bed = null!;
    private RawCalls _calls = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bed = await AwsTestbed.StartAsync(Token, _time);
        _calls = new RawCalls(_bed.Emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _calls.Dispose();
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task AccessKey_UsedOrNot_TellsServiceRegionAndTime()
    {
        await _bed.Iam.CreateUserAsync(new() { UserName = "dev" }, Token);
        var key = (await _bed.Iam.CreateAccessKeyAsync(new() { UserName = "dev" }, Token)).AccessKey;

        var before = await LastUsedAsync(key.AccessKeyId);
        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => _bed.Ec2As(new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey)).DescribeVpcsAsync(new(), Token));
        var after = await LastUsedAsync(key.AccessKeyId);
        var wrong = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => _bed.Ec2As(new BasicAWSCredentials(key.AccessKeyId, "wrong")).DescribeVpcsAsync(new(), Token));
        var unknown = await Assert.ThrowsAsync<RawCallException>(() => LastUsedAsync("AKIAIOSFODNN7EXAMPLE"));

        Assert.Equal("""{"UserName":"dev","AccessKeyLastUsed":{"ServiceName":"N/A","Region":"N/A"}}""", before);
        Assert.Contains("\"ServiceName\":\"ec2\",\"Region\":\"eu-west-1\"", after, StringComparison.Ordinal);
        Assert.Contains($"\"LastUsedDate\":\"{_time.GetUtcNow():yyyy-MM-ddTHH:mm}", after, StringComparison.Ordinal);
        Assert.Equal("AuthFailure", wrong.ErrorCode);
        Assert.Equal("403 AccessDenied", unknown.Answer);
    }

    [Fact]
    public async Task CredentialReport_IsMadeOnceAndRead()
    {
        await _bed.Iam.CreateUserAsync(new() { UserName = "a,b", Path = "/team/" }, Token);
        var key = (await _bed.Iam.CreateAccessKeyAsync(new() { UserName = "a,b" }, Token)).AccessKey;
        await _bed.Iam.UpdateAccessKeyAsync(new() { UserName = "a,b", AccessKeyId = key.AccessKeyId, Status = "Inactive" }, Token);
        var early = await Assert.ThrowsAsync<RawCallException>(ReportAsync);

        var started = await StateAsync();
        var again = await StateAsync();
        var report = await ReportAsync();

        Assert.Equal("410 ReportNotPresent", early.Answer);
        Assert.Equal(("STARTED", "COMPLETE"), (started, again));
        var lines = report.Split('\n');
        Assert.StartsWith("user,arn,user_creation_time,password_enabled,", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.Equal(lines[0].Split(',').Length, line.Replace("a,b", "ab", StringComparison.Ordinal).Split(',').Length));
        Assert.Contains(lines, line => line.StartsWith("\"a,b\",\"arn:aws:iam::000000000000:user/team/a,b\",", StringComparison.Ordinal) && line.EndsWith(",N/A,false,N/A", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("admin,", StringComparison.Ordinal) && line.Contains(",eu-west-1,iam,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("iam", "GetAccountPasswordPolicy", "", "404 NoSuchEntity")]
    [InlineData("iam", "GetLoginProfile", "UserName=admin", "404 NoSuchEntity")]
    [InlineData("iam", "ListMFADevices", "UserName=none", "404 NoSuchEntity")]
    [InlineData("ec2", "DescribeVolumes", "VolumeId.1=vol-0123456789abcdef0", "400 InvalidVolume.NotFound")]
    [InlineData("ec2", "DescribeSnapshots", "SnapshotId.1=snap-0123456789abcdef0", "400 InvalidSnapshot.NotFound")]
    [InlineData("ec2", "DescribeVpcEndpoints", "VpcEndpointId.1=vpce-0123456789abcdef0", "400 InvalidVpcEndpointId.NotFound")]
    [InlineData("ec2", "DescribeVpcPeeringConnections", "VpcPeeringConnectionId.1=pcx-0123456789abcdef0", "400 InvalidVpcPeeringConnectionID.NotFound")]
    [InlineData("ec2", "DescribeNetworkAcls", "NetworkAclId.1=acl-0123456789abcdef0", "400 InvalidNetworkAclID.NotFound")]
    [InlineData("ec2", "DescribeLaunchTemplates", "LaunchTemplateId.1=lt-0123456789abcdef0", "400 InvalidLaunchTemplateId.NotFound")]
    [InlineData("ec2", "DescribeKeyPairs", "KeyName.1=dev", "400 InvalidKeyPair.NotFound")]
    [InlineData("ec2", "DescribeImages", "ImageId.1=ami-0123456789abcdef0", "400 InvalidAMIID.NotFound")]
    public async Task WhatTheAccountDoesNotHave_AskedForByName_IsNotFound(string service, string action, string query, string answer)
    {
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]));

        var refused = await Assert.ThrowsAsync<RawCallException>(() => _calls.QueryAsync(service, action, parameters));

        Assert.Equal(answer, refused.Answer);
    }

    private async Task<string> LastUsedAsync(string id) =>
        (await _calls.QueryAsync("iam", "GetAccessKeyLastUsed", [new("AccessKeyId", id)]))["GetAccessKeyLastUsedResult"]!.ToJsonString();

    private async Task<string> StateAsync() => (string)(await _calls.QueryAsync("iam", "GenerateCredentialReport", []))["GenerateCredentialReportResult"]!["State"]!;

    private async Task<string> ReportAsync() =>
        Encoding.UTF8.GetString(Convert.FromBase64String((string)(await _calls.QueryAsync("iam", "GetCredentialReport", []))["GetCredentialReportResult"]!["Content"]!));
}
