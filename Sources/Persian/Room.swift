// Persian
