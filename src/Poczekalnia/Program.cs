System.Console.WriteLine("poczekalnia");
