using System.Runtime.CompilerServices;
using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Tests.Plans;

public sealed class AwsFactsDocumentTests
{
    [Theory]
    [InlineData("""{"version":1,"subnet":[]}""", "$.subnet")]
    [InlineData("""{"version":1,"subnets":[{"subnetId":"subnet-a","availabilityZone":"a","cidr":"10.0.0.0/24"}]}""", "$.subnets[0].cidr")]
    [InlineData("""{"version":1,"Subnets":[]}""", "$.Subnets")]
    [InlineData("""{"version":1,"subnets":[{"subnetId":"subnet-a"}]}""", "$.subnets[0] (line 1) lacks what it must have: 'availabilityZone'")]
    [InlineData("""{"version":1,"subnets":[{"subnetId":7,"availabilityZone":"a"}]}""", "$.subnets[0].subnetId")]
    [InlineData("""{"version":1,"subnets":[null]}""", "$.subnets[0] is null")]
    [InlineData("""{"version":1,"vpc":{"vpcId":null}}""", "$.vpc.vpcId is null")]
    [InlineData("""{"version":1,"version":1}""", "a field is there twice")]
    [InlineData("""{"version":2}""", "$.version is 2, and this program reads version 1")]
    [InlineData("""{}""", "lacks what it must have: 'version'")]
    [InlineData("""null""", "$ is null")]
    [InlineData("""{"version":1,""", "$")]
    [InlineData("""{"version":1,"subnets":[{"subnetId":"a","availabilityZone":"a","zoneType":"zone"}]}""", "$.subnets[0].subnetId is 'a', and such an id starts with subnet-\n$.subnets[0].zoneType is 'zone', and must be one of")]
    [InlineData("""{"version":1,"vpc":{"vpcId":"vpc-1","cidrBlocks":["10.0.0.0/16","10.0.0.0"]}}""", "$.vpc.cidrBlocks[1] is '10.0.0.0'")]
    [InlineData("""{"version":1,"securityGroups":[{"groupId":"sg-1"},{"groupId":"sg-1"}]}""", "$.securityGroups[1] is 'sg-1' again")]
    [InlineData("""{"version":1,"loadBalancers":[{"loadBalancerArn":"arn:1","scheme":"public"}]}""", "$.loadBalancers[0].scheme is 'public', and must be one of internal, internet-facing")]
    public void Read_DocumentIsWrong_NamesThePath(string json, string message)
    {
        var exception = Assert.Throws<AwsFactsException>(() => AwsFactsDocument.Read(json));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("EksIngress", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhatWasRead_GivesTheSameFacts()
    {
        var facts = AwsFactsDocument.Read("""
            {"version":1,"vpc":{"vpcId":"vpc-1","cidrBlocks":["10.0.0.0/16"]},"routeTables":[{"main":true,"gatewayIds":["igw-1"]}],
             "certificates":[{"certificateArn":"arn:1","domainNames":["*.example.com"]}],"webACLs":[{"name":"a","ARN":"arn:2"}],
             "trustStores":[{"name":"t","trustStoreArn":"arn:3"}],"targetGroups":[{"targetGroupName":"g","targetGroupArn":"arn:4"}]}
            """);

        Assert.Equal(AwsFactsDocument.Write(facts), AwsFactsDocument.Write(AwsFactsDocument.Read(AwsFactsDocument.Write(facts))));
        Assert.Contains("\"webACLs\"", AwsFactsDocument.Write(facts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_InDocs_IsThatOfTheTypes()
    {
        var path = Path.Combine(Root(), "docs", "alb-facts.schema.json");
        var expected = AwsFactsDocument.WriteSchema();
        var found = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
        if (found != expected)
        {
            await File.WriteAllTextAsync(path, expected, TestContext.Current.CancellationToken);
        }

        Assert.True(found == expected, "docs/alb-facts.schema.json did not describe the facts that are read. It was written anew: commit it.");
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
