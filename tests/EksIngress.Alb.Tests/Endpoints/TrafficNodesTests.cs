using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Tests.Endpoints;

public sealed class TrafficNodesTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("dedicated:NoSchedule node.kubernetes.io/unreachable:NoExecute", true)]
    [InlineData("ToBeDeletedByClusterAutoscaler:NoSchedule", false)]
    [InlineData("ToBeDeletedByClusterAutoscaler:NoExecute", false)]
    [InlineData("ToBeDeletedByClusterAutoscaler:", false)]
    [InlineData("tobedeletedbyclusterautoscaler:NoSchedule", true)]
    [InlineData("DeletionCandidateOfClusterAutoscaler:PreferNoSchedule", true)]
    [InlineData("karpenter.sh/disrupted:NoSchedule", false)]
    [InlineData("karpenter.sh/disrupted:PreferNoSchedule", true)]
    [InlineData("karpenter.sh/disrupted:NoExecute karpenter.sh/disrupted:NoSchedule", false)]
    [InlineData("karpenter.sh/disruption:NoSchedule", true)]
    public void IsSuitable_Taints_TellWhetherTheNodeGoes(string taints, bool expected) => Assert.Equal(expected, TrafficNodes.IsSuitable(new Node
    {
        Spec = new Node.Specification
        {
            Taints = [.. taints.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(taint => new Node.Taint { Key = taint.Split(':')[0], Effect = taint.Split(':')[1] })],
        },
    }));

    [Theory]
    [InlineData("", null, true)]
    [InlineData("a=b", null, true)]
    [InlineData("node-role.kubernetes.io/master=", null, false)]
    [InlineData("node-role.kubernetes.io/master=false", null, false)]
    [InlineData("node-role.kubernetes.io/control-plane=", null, true)]
    [InlineData("node.kubernetes.io/exclude-from-external-load-balancers=", null, false)]
    [InlineData("node.kubernetes.io/exclude-from-external-load-balancers=false", null, false)]
    [InlineData("alpha.service-controller.kubernetes.io/exclude-balancer=", null, false)]
    [InlineData("eks.amazonaws.com/compute-type=fargate", null, false)]
    [InlineData("eks.amazonaws.com/compute-type=Fargate", null, true)]
    [InlineData("eks.amazonaws.com/compute-type=hybrid", null, true)]
    [InlineData("a=b", "{}", true)]
    [InlineData("a=b", """{"matchLabels":{"a":"b"}}""", true)]
    [InlineData("a=c", """{"matchLabels":{"a":"b"}}""", false)]
    [InlineData("", """{"matchLabels":{"a":""}}""", false)]
    [InlineData("a=", """{"matchLabels":{"a":""}}""", true)]
    [InlineData("a=b", """{"matchExpressions":[{"key":"a","operator":"In","values":["c","b"]},{"key":"x","operator":"DoesNotExist"}]}""", true)]
    [InlineData("a=b x=y", """{"matchExpressions":[{"key":"a","operator":"In","values":["c","b"]},{"key":"x","operator":"DoesNotExist"}]}""", false)]
    [InlineData("a=b eks.amazonaws.com/compute-type=fargate", """{"matchLabels":{"a":"b"}}""", false)]
    [InlineData("node-role.kubernetes.io/master=", """{"matchExpressions":[{"key":"node-role.kubernetes.io/master","operator":"Exists"}]}""", false)]
    public void IsSelected_Labels_LeaveTheNodeToLoadBalancers(string labels, string? selector, bool expected)
    {
        var node = new Node
        {
            Metadata = new ObjectMeta { Labels = labels.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(label => label.Split('=')[0], label => label.Split('=')[1]) },
        };

        Assert.Equal(expected, TrafficNodes.IsSelected(node, selector is null ? null : KubernetesJson.Read<LabelSelector>(selector)));
    }

    [Theory]
    [InlineData("aws:///eu-central-1a/i-0123", "i-0123")]
    [InlineData("aws://eu-central-1a/i-0123", "i-0123")]
    [InlineData("i-0123", "i-0123")]
    [InlineData("aws:///eu-central-1a/i-", "i-")]
    [InlineData("eks-hybrid:///eu-central-1/dev/mi-0123", "hybrid-mi-0123")]
    [InlineData("eks-hybrid://mi-0123", "hybrid-mi-0123")]
    [InlineData("", "providerID is not specified for node: node-1")]
    [InlineData("aws:///eu-central-1a/", "providerID aws:///eu-central-1a/ is invalid for EC2 instances, node: node-1")]
    [InlineData("aws:///eu-central-1a/i-0123/x", "providerID aws:///eu-central-1a/i-0123/x is invalid for EC2 instances, node: node-1")]
    [InlineData("aws:///eu-central-1a/I-0123", "providerID aws:///eu-central-1a/I-0123 is invalid for EC2 instances, node: node-1")]
    [InlineData("aws:///eu-central-1a/mi-0123", "providerID aws:///eu-central-1a/mi-0123 is invalid for EC2 instances, node: node-1")]
    [InlineData("aws:///eu-central-1a/fargate-ip-10-0-0-1", "providerID aws:///eu-central-1a/fargate-ip-10-0-0-1 is invalid for EC2 instances, node: node-1")]
    [InlineData("eks-hybrid:///eu-central-1/dev/i-0123", "providerID eks-hybrid:///eu-central-1/dev/i-0123 is invalid for EKS hybrid instances, node: node-1")]
    [InlineData("EKS-hybrid:///x/mi-0123", "providerID EKS-hybrid:///x/mi-0123 is invalid for EC2 instances, node: node-1")]
    public void GetInstanceId_ProviderId_EndsWithTheInstance(string providerId, string expected)
    {
        var node = new Node { Metadata = new ObjectMeta { Name = "node-1" }, Spec = new Node.Specification { ProviderId = providerId } };
        try
        {
            Assert.Equal(expected, TrafficNodes.GetInstanceId(node));
        }
        catch (AlbModelException exception)
        {
            Assert.Equal(expected, exception.Message);
        }
    }

    [Theory]
    [InlineData(null, "", false, false, false, false)]
    [InlineData("healthy", "", true, false, false, false)]
    [InlineData("initial", "Elb.RegistrationInProgress", false, true, false, false)]
    [InlineData("unused", "Target.NotRegistered", false, false, true, false)]
    [InlineData("unused", "Target.NotInUse", false, false, false, false)]
    [InlineData("unhealthy", "Target.NotRegistered", false, false, false, false)]
    [InlineData("draining", "Target.DeregistrationInProgress", false, false, false, true)]
    [InlineData("unhealthy.draining", "", false, false, false, true)]
    [InlineData("unavailable", "", false, false, false, false)]
    public void Target_Health_TellsItsState(string? state, string reason, bool healthy, bool initial, bool notRegistered, bool draining)
    {
        var target = new TargetFact("10.0.0.1", 80, state is null ? null : new TargetHealthFact(state, reason));

        Assert.Equal((healthy, initial, notRegistered, draining), (target.IsHealthy, target.IsInitial, target.IsNotRegistered, target.IsDraining));
    }

    [Theory]
    [InlineData("80", 80)]
    [InlineData("http", 8080)]
    [InlineData("metrics", 9090)]
    [InlineData("side", 7070)]
    [InlineData("boot", "unable to find port boot on pod shop/web-1")]
    [InlineData("HTTP", "unable to find port HTTP on pod shop/web-1")]
    [InlineData("", "unable to find port  on pod shop/web-1")]
    public void GetContainerPort_NumberOrName_IsThatOfTheFirstContainer(string port, object expected)
    {
        var pod = KubernetesJson.Read<Pod>(
            """
            {"metadata":{"namespace":"shop","name":"web-1"},"spec":{
              "initContainers":[{"ports":[{"name":"boot","containerPort":1}]},
                {"restartPolicy":"Always","ports":[{"name":"side","containerPort":7070},{"name":"http","containerPort":7071}]}],
              "containers":[{"ports":[{"name":"http","containerPort":8080},{"name":"metrics","containerPort":9090}]},{"ports":[{"name":"metrics","containerPort":9091}]}]}}
            """);
        try
        {
            Assert.Equal(expected, pod.GetContainerPort(IntOrString.Parse(port)));
        }
        catch (AlbModelException exception)
        {
            Assert.Equal(expected, exception.Message);
        }
    }

    [Theory]
    [InlineData("http", 80, "http")]
    [InlineData("80", 80, "http")]
    [InlineData("s:81", 83, "81")]
    [InlineData("81", 81, "")]
    [InlineData("s:", 81, "")]
    [InlineData("s:80", "unable to find port 80 on service shop/web", null)]
    [InlineData("82", "unable to find port 82 on service shop/web", null)]
    [InlineData("0", "unable to find port 0 on service shop/web", null)]
    [InlineData("Http", "unable to find port Http on service shop/web", null)]
    public void GetPort_NumberOrName_TextIsNeverANumber(string port, object expected, string? name)
    {
        var service = KubernetesJson.Read<Service>(
            """{"metadata":{"namespace":"shop","name":"web"},"spec":{"ports":[{"name":"http","port":80},{"port":81},{"name":"81","port":83}]}}""");
        try
        {
            var found = service.GetPort(port.StartsWith("s:", StringComparison.Ordinal) ? IntOrString.Of(port[2..]) : IntOrString.Parse(port));

            Assert.Equal((expected, name), (found.Number, found.Name));
        }
        catch (AlbModelException exception)
        {
            Assert.Equal(expected, exception.Message);
        }
    }
}
